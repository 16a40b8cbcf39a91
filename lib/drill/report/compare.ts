import type { Verdict } from '../capacity/judge-load';
import type { Drill } from '../drill';
import type { SetReport } from './json';

/** What a change does to survivability. */
export interface Comparison {
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly before: Standing;
    readonly after: Standing;
  }[];
  /** By tier: minimal cut sets that there are only now, or were only before. */
  readonly cutSets: Readonly<
    Record<string, { readonly added: readonly SetReport[]; readonly removed: readonly SetReport[] }>
  >;
  readonly components: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** What may have been compared that was not meant to be. */
  readonly warnings: readonly string[];
  readonly worse: number;
  readonly better: number;
}

export interface Standing {
  readonly verdict: Verdict;
  readonly meets: boolean;
  /** Null where some never came back, or where it touches nothing. */
  readonly recoverySeconds: number | null;
  /** Of all requests while it is played. */
  readonly failed: number;
}

/** `1 outage is`, `2 outages are`. */
export function outagesAre(count: number): string {
  return count === 1 ? '1 outage is' : `${count} outages are`;
}

const UNTOUCHED: Standing = { verdict: 'met', meets: true, recoverySeconds: 0, failed: 0 };

export function compare(before: Drill, after: Drill): Comparison {
  const standings = (drill: Drill) =>
    new Map(
      allPlayed(drill).map(({ bound, routes, verdict, meets }) => {
        const worst = Math.max(...routes.map(({ recovery }) => recovery.median));
        const failed = Math.max(...routes.map(({ summary }) => summary.failed));
        return [
          bound.outage.id,
          { verdict, meets, failed, recoverySeconds: Number.isFinite(worst) ? Math.round(worst) : null },
        ] as const;
      }),
    );
  const [then, now] = [standings(before), standings(after)];
  const titles = new Map(
    [...allPlayed(before), ...allPlayed(after)].map(({ bound }) => [bound.outage.id, bound.outage.title]),
  );
  const scenarios = [...titles].map(([id, title]) => ({
    id,
    title,
    before: then.get(id) ?? UNTOUCHED,
    after: now.get(id) ?? UNTOUCHED,
  }));
  const changed = scenarios.filter((one) => rank(one.before) !== rank(one.after));
  const tiers = [...new Set([...Object.keys(before.sweep?.cutSets ?? {}), ...Object.keys(after.sweep?.cutSets ?? {})])];
  const names = ({ system }: Drill) => new Set(system.components.map(({ id }) => id));
  return {
    scenarios: changed,
    cutSets: Object.fromEntries(
      tiers.map((tier) => {
        const [old, current] = [setsOf(before, tier), setsOf(after, tier)];
        const only = (some: Map<string, SetReport>, others: Map<string, SetReport>) =>
          [...some].flatMap(([key, set]) => (others.has(key) ? [] : [set]));
        return [tier, { added: only(current, old), removed: only(old, current) }];
      }),
    ),
    components: {
      added: [...names(after)].filter((id) => !names(before).has(id)),
      removed: [...names(before)].filter((id) => !names(after).has(id)),
    },
    warnings: halves(before, after),
    worse: changed.filter((one) => rank(one.after) > rank(one.before)).length,
    better: changed.filter((one) => rank(one.after) < rank(one.before)).length,
  };
}

/** A fleet of two clouds lies in two folders; one that was forgotten looks like a cloud that came or went. */
function halves(before: Drill, after: Drill): string[] {
  const clouds = ({ system }: Drill) => system.components.filter(({ kind }) => kind === 'cloud').map(({ id }) => id);
  const [then, now] = [clouds(before), clouds(after)];
  return [
    ...now
      .filter((cloud) => !then.includes(cloud))
      .map(
        (cloud) => `nothing of ${cloud} is in what was before: if it was there, name its folder by another --compare`,
      ),
    ...then
      .filter((cloud) => !now.includes(cloud))
      .map((cloud) => `nothing of ${cloud} is in what is now: if it is to be, name its folder too`),
  ];
}

/** Differences of a few seconds are the draw of the phases. */
function rank({ failed }: Standing): number {
  return Math.round(failed * 100);
}

function setsOf({ sweep, system }: Drill, tier: string): Map<string, SetReport> {
  return new Map(
    (sweep?.cutSets[tier] ?? []).map(({ faults, share }) => {
      const components = faults.map((fault) => system.components[fault].id);
      return [[...components].sort().join(' + '), { components, share }];
    }),
  );
}

function allPlayed({ played, beyond }: Drill): readonly Drill['played'][number][] {
  return [...played, ...beyond];
}
