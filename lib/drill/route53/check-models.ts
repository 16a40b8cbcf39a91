import { BlockList, isIPv6 } from 'node:net';
import { Reference, Unknown } from '../../estate/value';
import type { DnsHealthCheck } from '../../estate/views/health-checks';
import { allKnown } from './known';
import type { CalculatedCheck, EndpointCheck, HealthCheck, MetricCheck, RoutingControlCheck } from './model';
import { leftOut, type Unmodelled } from './unmodelled';

/** The checks of an estate by their node's ids: those that the engine can judge, and those that it cannot. */
export interface CheckModels {
  readonly models: ReadonlyMap<string, HealthCheck>;
  readonly unmodelled: ReadonlyMap<string, Unmodelled>;
}

export function modelChecks(declared: readonly DnsHealthCheck[]): CheckModels {
  const models = new Map<string, HealthCheck>();
  const unmodelled = new Map<string, Unmodelled>();
  for (const check of declared) {
    const model = modelCheck(check);
    if (typeof model === 'string') unmodelled.set(check.node.id, leftOut(check.node.id, model));
    else models.set(model.id, model);
  }
  removeBroken(models, unmodelled);
  return { models, unmodelled };
}

/** The model, or why there is none. */
function modelCheck(check: DnsHealthCheck): HealthCheck | string {
  const { disabled, node } = check;
  if (disabled instanceof Unknown) return `whether it is disabled is unknown: ${disabled.reason}`;
  if (disabled) {
    const known = allKnown({ inverted: check.inverted });
    return typeof known === 'string' ? known : { kind: 'disabled', id: node.id, ...known };
  }
  switch (check.type) {
    case 'HTTPS':
    case 'HTTPS_STR_MATCH':
      return endpointCheck(check, 'https', check.type.endsWith('_STR_MATCH'));
    case 'HTTP':
    case 'HTTP_STR_MATCH':
      return endpointCheck(check, 'http', check.type.endsWith('_STR_MATCH'));
    case 'TCP':
      return endpointCheck(check, 'tcp', false);
    case 'CALCULATED':
      return calculatedCheck(check);
    case 'CLOUDWATCH_METRIC':
      return metricCheck(check);
    case 'RECOVERY_CONTROL':
      return routingControlCheck(check);
    default:
      return check.type instanceof Unknown
        ? `its type is unknown: ${check.type.reason}`
        : `checks of type ${check.type} are not modelled`;
  }
}

function endpointCheck(
  declared: DnsHealthCheck,
  protocol: EndpointCheck['protocol'],
  matches: boolean,
): EndpointCheck | string {
  const { node, port, path, intervalSeconds, failureThreshold, inverted, regions, address } = declared;
  const resource = resourceOf(declared.host);
  const host = resource ?? declared.host ?? address;
  const searchString = matches ? (declared.searchString ?? '') : undefined;
  const check = allKnown({
    host,
    address,
    port,
    path,
    intervalSeconds,
    failureThreshold,
    inverted,
    regions,
    searchString,
  });
  if (typeof check === 'string') return check;
  if (check.host === undefined) return 'it names neither a host nor an address';
  if (check.address !== undefined && isNotProbed(check.address))
    return `nobody can probe ${check.address} from outside`;
  if (check.intervalSeconds !== 10 && check.intervalSeconds !== 30) {
    return `its interval is neither 10 nor 30 s: ${check.intervalSeconds}`;
  }
  if (!isWhole(check.failureThreshold, 1, 10)) {
    return `its failure threshold is not between 1 and 10: ${check.failureThreshold}`;
  }
  if (!isWhole(check.port, 1, 65535)) return `its port is not between 1 and 65535: ${check.port}`;
  if (check.searchString === '') return 'it matches a string, and names none';
  if (check.regions.length > 0 && check.regions.length < 3) return 'it is probed from fewer than three regions';
  return {
    kind: 'endpoint',
    id: node.id,
    protocol,
    host: resource ?? check.host.toLowerCase(),
    ...(resource === undefined ? {} : { resource }),
    ...(check.address === undefined ? {} : { address: check.address }),
    port: check.port,
    path: absolutePath(check.path),
    intervalSeconds: check.intervalSeconds,
    failureThreshold: check.failureThreshold,
    inverted: check.inverted,
    ...(check.searchString === undefined ? {} : { searchString: check.searchString }),
    checkerRegions: check.regions,
  };
}

/** The one resource whose own name is probed: a name that exists only after deployment, or one made of its id. */
function resourceOf(host: DnsHealthCheck['host']): string | undefined {
  const [only, ...others] = host instanceof Unknown ? new Set(host.mentions.map(({ nodeId }) => nodeId)) : [];
  return others.length === 0 ? only : undefined;
}

function metricCheck(declared: DnsHealthCheck): MetricCheck | string {
  const { node, alarm, alarmRegion, insufficientData, inverted } = declared;
  const known = allKnown({ alarm, "alarm's Region": alarmRegion, insufficientData, inverted });
  if (typeof known === 'string') return known;
  const without = INSUFFICIENT[String(known.insufficientData)];
  if (without === undefined) return `what it says without data is none of Route 53's: ${known.insufficientData}`;
  return {
    kind: 'metric',
    id: node.id,
    alarm: idOf(known.alarm),
    region: known["alarm's Region"] ?? '',
    insufficientData: without,
    inverted: known.inverted,
  };
}

const INSUFFICIENT: Readonly<Record<string, MetricCheck['insufficientData']>> = {
  Healthy: 'healthy',
  Unhealthy: 'unhealthy',
  LastKnownStatus: 'last-known',
};

function routingControlCheck({ node, routingControl, inverted }: DnsHealthCheck): RoutingControlCheck | string {
  const known = allKnown({ 'routing control': routingControl, inverted });
  if (typeof known === 'string') return known;
  return { kind: 'routing-control', id: node.id, control: idOf(known['routing control']), inverted: known.inverted };
}

function idOf(link: Reference | string | undefined): string {
  return link instanceof Reference ? link.nodeId : (link ?? '');
}

/** Private, link-local, loopback and multicast addresses. @see R53/health-checks-creating-values (IP address) */
function isNotProbed(address: string): boolean {
  return NOT_PROBED.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const NOT_PROBED = new BlockList();
for (const [network, bits, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
] as const) {
  NOT_PROBED.addSubnet(network, bits, family);
}

function calculatedCheck({ node, children, healthThreshold, inverted }: DnsHealthCheck): CalculatedCheck | string {
  const check = allKnown({ children, healthThreshold, inverted });
  if (typeof check === 'string') return check;
  const threshold = check.healthThreshold;
  if (threshold === undefined || !isWhole(threshold, 0, 256)) {
    return `its health threshold is not between 0 and 256: ${threshold ?? 'not given'}`;
  }
  const ids = check.children.map((child) => (child instanceof Reference ? child.nodeId : child));
  return { kind: 'calculated', id: node.id, children: ids, threshold, inverted: check.inverted };
}

/** A calculated check that counts one out of the model, or itself, cannot be judged either. */
function removeBroken(models: Map<string, HealthCheck>, unmodelled: Map<string, Unmodelled>): void {
  const broken = (check: HealthCheck): string | undefined => {
    if (check.kind !== 'calculated') return undefined;
    const missing = check.children.find((child) => !models.has(child));
    if (missing !== undefined) return `it counts ${missing}, which is not in the model`;
    return countsItself(check, models) ? 'it counts itself' : undefined;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const check of models.values()) {
      const reason = broken(check);
      if (reason === undefined) continue;
      models.delete(check.id);
      unmodelled.set(check.id, leftOut(check.id, reason));
      changed = true;
    }
  }
}

function countsItself(check: CalculatedCheck, models: ReadonlyMap<string, HealthCheck>): boolean {
  const seen = new Set<string>();
  const open = [...check.children];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === check.id) return true;
    const child = models.get(id);
    if (seen.has(id) || child?.kind !== 'calculated') continue;
    seen.add(id);
    open.push(...child.children);
  }
  return false;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function absolutePath(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
