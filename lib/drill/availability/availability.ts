import type { SweepRow } from '../sweep/sweep';
import type { Component, System } from '../system/system';
import { SLAS, UNKNOWN_PERCENT } from './sla';

export interface Interval {
  readonly least: number;
  readonly most: number;
}

export interface Availability {
  /** By tier: the share of requests that is answered at that tier or better, from 0 to 1. */
  readonly byTier: Readonly<Record<string, Interval>>;
  /** The components that take part, with what they are taken to be down, as a share of time. */
  readonly assumed: readonly { readonly component: string; readonly down: Interval; readonly from: string }[];
  /** Left out: nobody promises anything of them. */
  readonly leftOut: readonly string[];
}

/**
 * The part of failures that things of one kind have in common: 1 to 10 %, as IEC 61508-6 takes the beta factor to be. A
 * Region is down by what its services have in common, a cloud by what its Regions have.
 */
export const BETA: Interval = { least: 0.01, most: 0.1 };

/** How long a failure lasts: the outages of the library lasted from under an hour to most of a day. */
const LASTS_SECONDS: Interval = { least: 3600, most: 8 * 3600 };

/**
 * What to expect of each tier, as an interval: its ends take the promises, the shared causes, the length of failures and
 * whatever was not swept (more things down at once) all at their better and all at their worse.
 *
 * @param rows of the sweep, its singles with their recovery
 * @param promises percent by service or component, in place of the defaults
 */
export function availabilityOf(
  system: System,
  rows: readonly SweepRow[],
  promises: Readonly<Record<string, number>> = {},
): Availability {
  const named = system.components.map((component) => ({ component, down: downOf(component, system, promises) }));
  const known = named.flatMap(({ component, down }, index) =>
    down === undefined ? [] : [{ component, index, ...down }],
  );
  const most = (share: 'least' | 'most') => {
    const down = new Float64Array(system.components.length);
    for (const one of known) down[one.index] = one.down[share];
    return down;
  };
  const [rarely, often] = [most('least'), most('most')];
  const tiers = [1, 2, 3];
  const byTier = Object.fromEntries(
    tiers.map((tier) => {
      const best = 1 - lossOf(rows, rarely, tier, false, LASTS_SECONDS.most);
      const worst = 1 - lossOf(rows, often, tier, true, LASTS_SECONDS.least);
      return [String(tier), { least: Math.max(0, worst), most: Math.min(1, best) }];
    }),
  );
  return {
    byTier,
    assumed: known.map(({ component, down, from }) => ({ component: component.id, down, from })),
    leftOut: named.flatMap(({ component, down }) => (down === undefined ? [component.id] : [])),
  };
}

/** The share of requests that is not answered at the tier. */
function lossOf(
  rows: readonly SweepRow[],
  down: Float64Array,
  tier: number,
  pessimistic: boolean,
  lasts: number,
): number {
  // The chance that nothing at all is down; each set is told by the odds of its members against it.
  const nothing = down.reduce((product, share) => product * (1 - share), 1);
  let seen = nothing;
  let loss = 0;
  for (const { faults, tiers, hit, lost, mostSeconds, expectedSeconds } of rows) {
    let chance = nothing;
    for (const fault of faults) chance *= down[fault] / (1 - down[fault]);
    if (chance === 0) continue;
    seen += chance;
    let answered = 0;
    for (let one = 1; one <= tier; one += 1) answered += tiers[one];
    loss += chance * (1 - answered);
    // While DNS follows, those that are hit are lost too.
    const seconds = pessimistic ? mostSeconds : expectedSeconds;
    loss += chance * Math.max(0, hit - lost) * Math.min(1, seconds / lasts);
  }
  return loss + (pessimistic ? Math.max(0, 1 - seen) : 0);
}

function downOf(
  component: Component,
  system: System,
  promises: Readonly<Record<string, number>>,
): { readonly down: Interval; readonly from: string } | undefined {
  const { id, kind, service } = component;
  const own = promises[id] ?? (service === undefined ? undefined : promises[service]);
  if (own !== undefined) return { down: exactly(1 - own / 100), from: `${own} %, as given` };
  if (kind === 'service') {
    const sla = service === undefined ? undefined : SLAS[service];
    if (sla === undefined) return undefined;
    const down = 1 - sla.percent / 100;
    // What a service has in common with its neighbours is its Region's, and counted there.
    return {
      down: { least: down * (1 - BETA.most), most: down },
      from: `${sla.percent} %: ${sla.source} (${sla.standing})`,
    };
  }
  if (kind === 'region')
    return shared(
      servicesOf(system, (one) => one.region === component.region && one.cloud === component.cloud),
      promises,
      1,
    );
  if (kind === 'cloud')
    return shared(
      servicesOf(system, (one) => one.cloud === component.cloud),
      promises,
      2,
    );
  if (kind === 'provider' && id.includes('.')) {
    const [least, most] = [1 - UNKNOWN_PERCENT.most / 100, 1 - UNKNOWN_PERCENT.least / 100];
    return {
      down: { least, most },
      from: `${UNKNOWN_PERCENT.least} to ${UNKNOWN_PERCENT.most} %: no promise is known`,
    };
  }
  return undefined;
}

function servicesOf({ components }: System, wanted: (one: Component) => boolean): Component[] {
  return components.filter((one) => one.kind === 'service' && wanted(one));
}

/** @param levels how often the shared part of a shared part is taken */
function shared(services: readonly Component[], promises: Readonly<Record<string, number>>, levels: number) {
  const downs = services.flatMap(({ service = '' }) => {
    const percent = promises[service] ?? SLAS[service]?.percent;
    return percent === undefined ? [] : [1 - percent / 100];
  });
  if (downs.length === 0) return undefined;
  const worst = Math.max(...downs);
  return {
    down: { least: worst * BETA.least ** levels, most: worst * BETA.most ** levels },
    from: `${levels === 1 ? '1 to 10 %' : '0.01 to 1 %'} of what its least promised service is down (IEC 61508-6, beta factor)`,
  };
}

function exactly(value: number): Interval {
  return { least: value, most: value };
}
