import type { Element, Stack } from '../stack/stack';
import { blocksOf } from '../stack/terraform-json';
import type { Finding, Rule } from './rule';

const REFUSED = ['timeout_sec', 'health_checks', 'port_name'] as const;

/**
 * A backend service in front of serverless groups takes none of these; the schema has them for other backends.
 * @see https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts#limitations
 */
export const serverlessBackendSetting: Rule = {
  id: 'serverless-backend-setting',
  judge: (stack) =>
    stack.resources('google_compute_backend_service').flatMap((service) => {
      const backends = blocksOf(service.body.backend).filter(({ group }) => isServerless(stack.target(group)));
      if (backends.length === 0) return [];
      const onService = REFUSED.filter((name) => (service.body[name] ?? null) !== null);
      const onBackend = backends.some((backend) => (backend.max_utilization ?? null) !== null)
        ? ['backend.max_utilization']
        : [];
      return [...onService, ...onBackend].map((name) => refused(service, name));
    }),
};

export function isServerless(group: Element | undefined): boolean {
  // Serverless is the default.
  return (
    group?.type === 'google_compute_region_network_endpoint_group' &&
    (group.body.network_endpoint_type ?? 'SERVERLESS') === 'SERVERLESS'
  );
}

/** Backend services with at least one serverless group, and how many groups each has. */
export function serverlessBackends(stack: Stack): { service: Element; groups: number }[] {
  return stack
    .resources('google_compute_backend_service')
    .map((service) => ({
      service,
      groups: blocksOf(service.body.backend).filter(({ group }) => isServerless(stack.target(group))).length,
    }))
    .filter(({ groups }) => groups > 0);
}

function refused(service: Element, name: string): Finding {
  return {
    path: `${service.address}.${name}`,
    message: 'Google refuses this on a backend service with serverless groups',
    mend: 'leave it out',
  };
}
