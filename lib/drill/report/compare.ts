import type { LoadVerdict, Verdict } from '../capacity/judge-load';
import { rateText } from '../capacity/words';
import type { Drill } from '../drill';
import { type Change, changeBetween } from './better';
import type { SetReport } from './json';

/** What a change does to survivability. */
export interface Comparison {
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly before: Standing;
    readonly after: Standing;
    readonly change: Exclude<Change, 'same'>;
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
  /** Whether they are better or worse hangs on a load of which nobody knows whether it is carried. */
  readonly undecided: number;
}

export interface Standing {
  readonly verdict: Verdict;
  readonly meets: boolean;
  /** Null where some never came back, or where it touches nothing. */
  readonly recoverySeconds: number | null;
  /** Of all requests while it is played. */
  readonly failed: number;
  /** Whether those that are left carry what comes; told with `--demand`. */
  readonly load?: { readonly verdict: Verdict; readonly lackingRequestsPerSecond: number };
}

/** `1 outage is`, `2 outages are`. */
function outagesAre(count: number): string {
  return count === 1 ? '1 outage is' : `${count} outages are`;
}

const UNTOUCHED: Standing = { verdict: 'met', meets: true, recoverySeconds: 0, failed: 0 };

export function compare(before: Drill, after: Drill): Comparison {
  const standings = (drill: Drill) =>
    new Map(
      allPlayed(drill).map(({ bound, routes, verdict, meets, load }) => {
        const worst = Math.max(...routes.map(({ recovery }) => recovery.median));
        const failed = Math.max(...routes.map(({ summary }) => summary.failed));
        return [
          bound.outage.id,
          {
            ...{ verdict, meets, failed, recoverySeconds: Number.isFinite(worst) ? Math.round(worst) : null },
            ...(load === undefined ? {} : { load: loadOf(load) }),
          },
        ] as const;
      }),
    );
  const [then, now] = [standings(before), standings(after)];
  const titles = new Map(
    [...allPlayed(before), ...allPlayed(after)].map(({ bound }) => [bound.outage.id, bound.outage.title]),
  );
  const changed = [...titles].flatMap(([id, title]) => {
    const [earlier, later] = [then.get(id) ?? UNTOUCHED, now.get(id) ?? UNTOUCHED];
    const change = changeBetween(earlier, later);
    return change === 'same' ? [] : [{ id, title, before: earlier, after: later, change }];
  });
  const counted = (change: Change) => changed.filter((one) => one.change === change).length;
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
    ...{ worse: counted('worse'), better: counted('better'), undecided: counted('undecided') },
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

/** A tenth of a request a second: no more than that is told. */
function loadOf({ verdict, lacking }: LoadVerdict): Standing['load'] {
  const sum = lacking.reduce((total, { requestsPerSecond }) => total + requestsPerSecond, 0);
  return { verdict, lackingRequestsPerSecond: verdict === 'missed' ? Math.max(0.1, Math.round(sum * 10) / 10) : 0 };
}

/** What becomes of the load, in words; none where no demand was given. */
export function carriedText({ load }: Standing): string | undefined {
  if (load === undefined) return undefined;
  if (load.verdict === 'missed') return `nobody carries ${rateText(load.lackingRequestsPerSecond)} requests a second`;
  return load.verdict === 'met' ? 'the load is carried' : 'whether the load is carried is undecided';
}

/** How many changed, and how. */
export function changesText({ worse, better, undecided }: Comparison): string {
  return `${outagesAre(worse)} worse, ${better} better${undecided === 0 ? '' : `, ${undecided} undecided`}`;
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
