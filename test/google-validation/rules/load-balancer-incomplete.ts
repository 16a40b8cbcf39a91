import type { Element, Stack } from '../stack/stack';
import { blocksOf, type Json } from '../stack/terraform-json';
import type { Finding, Rule } from './rule';

/**
 * Each host leads to a matcher, each matcher to a service with somebody behind it, and the address to all that.
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts
 */
export const loadBalancerIncomplete: Rule = {
  id: 'load-balancer-incomplete',
  judge: (stack) => [
    ...stack.resources('google_compute_url_map').flatMap((map) => judgeMap(stack, map)),
    ...stack
      .resources('google_compute_backend_service')
      .filter(({ body }) => !blocksOf(body.backend).some(({ group }) => stack.target(group) !== undefined))
      .map(({ address }) => finding(`${address}.backend`, 'nobody is behind it', 'add a group')),
    ...stack
      .resources('google_compute_global_forwarding_rule')
      .filter(
        ({ body }) =>
          stack.target(body.ip_address)?.type !== 'google_compute_global_address' || body.port_range !== '443',
      )
      .map(({ address }) =>
        finding(address, 'it does not take port 443 of a reserved address', 'name both: the default address changes'),
      ),
  ],
};

function judgeMap(stack: Stack, { address, body }: Element): Finding[] {
  const matchers = blocksOf(body.path_matcher);
  const hosts = blocksOf(body.host_rule);
  const nowhere = hosts.filter(({ path_matcher: name }) => !matchers.some((matcher) => matcher.name === name));
  const unused = matchers.filter(({ name }) => !hosts.some((host) => host.path_matcher === name));
  const leads = (service: Json | undefined) => stack.target(service)?.type === 'google_compute_backend_service';
  return [
    ...nowhere.map(({ path_matcher: name }) =>
      finding(`${address}.host_rule`, `there is no path matcher ${JSON.stringify(name ?? null)}`, 'add it'),
    ),
    ...unused.map(({ name }) =>
      finding(`${address}.path_matcher`, `no host leads to ${JSON.stringify(name ?? null)}`, 'leave it out'),
    ),
    ...[body, ...matchers]
      .filter(({ default_service: service }) => !leads(service))
      .map(() => finding(`${address}.default_service`, 'it, or a matcher of it, leads to no service', 'name one')),
  ];
}

function finding(path: string, message: string, mend: string): Finding {
  return { path, message, mend };
}
