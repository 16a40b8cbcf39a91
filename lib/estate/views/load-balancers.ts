import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { type BackendService, backendService } from './backend-services';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** What one global forwarding rule of Google's leads to, over HTTPS or HTTP. */
export interface LoadBalancer {
  /** The forwarding rule. */
  readonly node: EstateNode;
  /** The node of the address, or the address itself. */
  readonly address: Reference | string | Unknown;
  /** `443`, or a range of ports. */
  readonly ports: string | Unknown;
  readonly hosts: readonly HostRule[];
  /** For hosts that no rule names. */
  readonly otherHosts: BackendService | Unknown;
}

export interface HostRule {
  /** `ai.example.com`, `*.example.com` or `*`; lower case. */
  readonly host: string | Unknown;
  readonly backend: BackendService | Unknown;
}

export function loadBalancersOf(estate: Estate): LoadBalancer[] {
  return nodesOfType(estate, 'google_compute_global_forwarding_rule').map((node) => {
    const rule = Reader.of(node);
    const address = rule.link('ip_address') ?? rule.unknown('ip_address', 'Google chooses one');
    const proxy = target(estate, rule, 'target', /^google_compute_target_https?_proxy$/);
    const map =
      proxy instanceof Unknown ? proxy : target(estate, Reader.of(proxy), 'url_map', /^google_compute_url_map$/);
    const urlMap = map instanceof Unknown ? map : Reader.of(map);
    return {
      node,
      address,
      ports: rule.text('port_range') ?? rule.unknown('port_range', 'not given'),
      hosts: urlMap instanceof Unknown ? [{ host: urlMap, backend: urlMap }] : hostsOf(estate, urlMap),
      otherHosts: urlMap instanceof Unknown ? urlMap : backendOf(estate, urlMap),
    };
  });
}

/** The resource that an argument refers to, by its id or its link. */
function target(estate: Estate, reader: Reader, key: string, type: RegExp): EstateNode | Unknown {
  const link = reader.link(key) ?? reader.unknown(key, 'not given');
  const node = link instanceof Reference ? estate.nodes.get(link.nodeId) : undefined;
  if (node !== undefined && type.test(node.type)) return node;
  return link instanceof Unknown ? link : reader.unknown(key, 'leads to nothing that is read');
}

function hostsOf(estate: Estate, urlMap: Reader): HostRule[] {
  const rules = urlMap.blocks('host_rule');
  if (rules instanceof Unknown) return [{ host: rules, backend: rules }];
  return rules.flatMap((rule) => {
    if (rule instanceof Unknown) return [{ host: rule, backend: rule }];
    const hosts = rule.texts('hosts') ?? [];
    const backend = matched(estate, urlMap, rule);
    return (hosts instanceof Unknown ? [hosts] : hosts).map((host) => ({
      host: typeof host === 'string' ? host.toLowerCase() : host,
      backend,
    }));
  });
}

/** What a host rule's path matcher leads to, whatever the path: rules for single paths are not read. */
function matched(estate: Estate, urlMap: Reader, rule: Reader): BackendService | Unknown {
  const matchers = urlMap.blocks('path_matcher');
  if (matchers instanceof Unknown) return matchers;
  const name = rule.text('path_matcher') ?? rule.unknown('path_matcher', 'not given');
  if (name instanceof Unknown) return name;
  const matcher = matchers.find((one): one is Reader => one instanceof Reader && one.text('name') === name);
  if (matcher === undefined) return rule.unknown('path_matcher', `there is no path matcher ${name}`);
  const byPath = ['path_rule', 'route_rules'].find((key) => matcher.value(key) !== undefined);
  return byPath === undefined ? backendOf(estate, matcher) : matcher.unknown(byPath, 'rules by path are not read');
}

function backendOf(estate: Estate, reader: Reader): BackendService | Unknown {
  const backend = target(estate, reader, 'default_service', /^google_compute_backend_service$/);
  return backend instanceof Unknown ? backend : backendService(estate, backend);
}
