import { Algebra } from '../../../lib/drill/algebra/algebra';
import type { HealthCheck, Location } from '../../../lib/drill/route53/model';
import { awsRegionLocation } from '../../../lib/drill/route53/places';
import { simulate } from '../../../lib/drill/simulation/simulate';
import type { Cell, Leaf, Observation, System } from '../../../lib/drill/system/system';
import { type Spec, zone } from '../route53/zone-fixture';

/**
 * The failover trees of the Developer Guide, with the tables worked out by hand: both methods must say the same.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-simple-configs.html
 */
function systemOf(from: string, ...specs: readonly Spec[]): System {
  const drawn = zone(...specs);
  const servers = specs.filter(({ to }) => /^[\d.]+$/.test(to));
  const cells: Cell[] = servers.map(({ to }) => ({
    ...{ id: to, front: [to], zones: [] },
    rungs: [{ name: 'service', tier: 1, needs: [], hangSeconds: 0, deterministic: true }],
  }));
  const checked = servers.flatMap(({ check, to }) => (check === undefined ? [] : [{ check, to }]));
  const checks = checked.map(({ check }): HealthCheck => {
    const probe = {
      protocol: 'http',
      host: check,
      port: 80,
      path: '/',
      intervalSeconds: 10,
      failureThreshold: 3,
    } as const;
    return { ...probe, kind: 'endpoint', id: check, inverted: false, checkerRegions: [] };
  });
  const whole = { ...drawn, checks, id: 'Z1', unmodelled: [] };
  return {
    ...{ zones: [whole], entries: [{ zone: whole, name: 'www', type: 'A' }], cells, unknowns: [] },
    leaves: new Map(servers.map(({ name, to }, index): [string, Leaf] => [`${name}>${to}`, leafOf(index)])),
    observations: new Map(
      checked.map(({ check, to }): [string, Observation] => {
        return [check, { kind: 'path', needs: [to], cell: servers.findIndex((one) => one.to === to) }];
      }),
    ),
    components: servers.map(({ to }) => ({ id: to, kind: 'provider' })),
    routes: [{ name: 'service', floor: 1, deadlineSeconds: 60, queue: 'never' }],
    places: [{ id: from, share: 1, location: awsRegionLocation(from) as Location }],
  };
}

const leafOf = (cell: number): Leaf => ({ cells: [cell], needs: [], watched: [] });

const [A, B, C, D] = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'] as const;

const pair = (secondCheck: string | undefined): Spec[] => [
  { name: 'www', to: A, failover: 'PRIMARY', check: 'a' },
  { name: 'www', to: B, failover: 'SECONDARY', ...(secondCheck === undefined ? {} : { check: secondCheck }) },
];

/** Latency aliases over weighted servers in two Regions; the alias to Ohio may not evaluate its target's health. */
const tree = (ohio: string): Spec[] => [
  { name: 'www', to: ohio, latency: 'us-east-2' },
  { name: 'www', to: 'ap', latency: 'ap-southeast-1' },
  { name: 'us', to: A, policy: { kind: 'weighted', weight: 1 }, check: 'a' },
  { name: 'us', to: B, policy: { kind: 'weighted', weight: 1 }, check: 'b' },
  { name: 'ap', to: C, policy: { kind: 'weighted', weight: 1 }, check: 'c' },
  { name: 'ap', to: D, policy: { kind: 'weighted', weight: 1 }, check: 'd' },
];

type Row = readonly [what: string, specs: Spec[], lost: readonly string[], answers: Readonly<Record<string, number>>];

const TABLE: readonly Row[] = [
  ['active-passive, all well', pair('b'), [], { [A]: 1 }],
  ['active-passive, the primary lost', pair('b'), [A], { [B]: 1 }],
  ['active-passive, the secondary lost', pair('b'), [B], { [A]: 1 }],
  ['active-passive, both lost: the primary, failing open', pair('b'), [A, B], { [A]: 1 }],
  ['an unchecked secondary is used when the primary is lost, dead or not', pair(undefined), [A, B], { [B]: 1 }],
  ['a tree, all well: the nearer branch in equal parts', tree('us'), [], { [A]: 0.5, [B]: 0.5 }],
  ['a tree, one server lost: the other of its branch', tree('us'), [A], { [B]: 1 }],
  ['a tree, a branch lost: it backs out to the other', tree('us'), [A, B], { [C]: 0.5, [D]: 0.5 }],
  ['a tree, a branch and one of the other lost', tree('us'), [A, B, C], { [D]: 1 }],
  ['a tree, all lost: the nearer branch, failing open', tree('us'), [A, B, C, D], { [A]: 0.5, [B]: 0.5 }],
  ['an alias that evaluates nothing: trapped in the dead branch', tree('!us'), [A, B], { [A]: 0.5, [B]: 0.5 }],
];

test.each(TABLE)('%s', (_, specs, lost, answers) => {
  const system = systemOf('us-east-2', ...specs);
  const algebra = new Algebra(system);
  const faults = lost.map((one) => algebra.component(one)).sort((left, right) => left - right);
  const settled = algebra.settle(faults).places[0]?.[0] ?? [];
  expect(Object.fromEntries(settled.map(({ cell, share }) => [system.cells[cell]?.id, share]))).toEqual(answers);

  const events = lost.map((what) => ({ what, components: [what], how: 'kill' as const, from: 0 }));
  const last = simulate(system, events, { seed: 1, horizonSeconds: 3600 }).spans.at(-1);
  const played = Object.fromEntries(
    (last?.shares ?? []).map(({ cell, share }) => [cell, Math.round(share * 1e6) / 1e6]),
  );
  expect(played).toEqual(answers);
  for (const { cell, failed } of last?.shares ?? []) expect(failed !== undefined).toBe(lost.includes(cell ?? ''));
});
