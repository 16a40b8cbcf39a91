import type { ResourceRecordSet, Zone } from '../../../lib/drill/route53/model';

export type Spec = Omit<Partial<ResourceRecordSet>, 'target'> & {
  readonly name: string;
  /** A name of the zone, after `!` without evaluation of its health; or an address; or `resource:id`. */
  readonly to: string;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
  readonly latency?: string;
  readonly check?: string;
};

/** A record set in one line. Its id says where it stands and what it leads to. */
export function record({ to, failover, latency, check, ...rest }: Spec): ResourceRecordSet {
  return {
    id: `${rest.name}>${to}`,
    type: 'A',
    policy: failover
      ? { kind: 'failover', role: failover }
      : latency
        ? { kind: 'latency', region: latency }
        : { kind: 'simple' },
    target: targetOf(to),
    ...(check === undefined ? {} : { healthCheckId: check }),
    ...rest,
  };
}

function targetOf(to: string): ResourceRecordSet['target'] {
  if (/^[\d.]+$/.test(to)) return { kind: 'values', values: [to], ttlSeconds: 30 };
  if (to.startsWith('resource:')) {
    return { kind: 'alias-resource', resource: to.slice('resource:'.length), evaluateTargetHealth: true };
  }
  return { kind: 'alias-record', name: to.replace('!', ''), evaluateTargetHealth: !to.startsWith('!') };
}

export function zone(...specs: readonly Spec[]): Zone {
  return { records: specs.map(record), checks: [] };
}

/** The DNS tree of a fleet, as the README draws it. */
export function fleetZone(options: {
  readonly regions: readonly string[];
  readonly prefer?: 'quality' | 'locality';
  readonly secondCloud?: boolean;
}): Zone {
  const { regions, prefer = 'quality', secondCloud = false } = options;
  const branches = prefer === 'quality' ? ['best', 'any'] : ['any'];
  return zone(
    ...branches.map(
      (branch, index): Spec => ({ name: 'ai', to: branch, failover: index === 0 ? 'PRIMARY' : 'SECONDARY' }),
    ),
    ...branches.flatMap((branch): Spec[] => [
      { name: branch, to: `${branch}.aws`, failover: 'PRIMARY' },
      ...(secondCloud ? [{ name: branch, to: `${branch}.google`, failover: 'SECONDARY' as const }] : []),
      ...(secondCloud ? [{ name: `${branch}.google`, to: '203.0.113.10', check: `${branch}(google)` }] : []),
      ...regions.map(
        (region): Spec => ({
          name: `${branch}.aws`,
          to: `resource:${region}`,
          latency: region,
          check: `${branch}(${region})`,
        }),
      ),
    ]),
  );
}
