import type { Manner } from '../scenario/manner';
import type { Cell, CellRung, Observation, System } from './system';

/** Which components fail now, and how. */
export type Faults = ReadonlyMap<string, Manner>;

/** What a client of a cell meets. */
export interface CellState {
  /** The share of requests that fail whatever the ladder could do. */
  readonly failing: number;
  /** Do failures take until the client gives up? */
  readonly hangs: boolean;
  readonly slow: boolean;
  /** The best rung that answers; undefined where none does. */
  readonly rung: CellRung | undefined;
  /** Is what that rung says worthless, with nothing at the gateway to notice it? */
  readonly nonsense: boolean;
  /** The rungs above it that are tried first and hang. */
  readonly hanging: readonly CellRung[];
  /** What the prober's rounds would find. */
  readonly truth: { readonly serving: Truth; readonly preferred: Truth };
}

export type Truth = 'good' | 'bad' | 'unknown';

/** What one probe comes to: the chance that it passes, and the seconds that it takes when it does not. */
export interface ProbeResult {
  readonly passes: number;
  readonly takes: number;
}

const PASSES: ProbeResult = { passes: 1, takes: 0 };

/** The share of calls that fail at something in this manner. */
function failing({ how, rate = 1 }: Manner): number {
  return SERVES.has(how) ? 0 : how === 'error' ? rate : 1;
}

const SERVES: ReadonlySet<Manner['how']> = new Set(['slow', 'stale', 'evacuate', 'nonsense']);

/** Does any of its calls get an answer? */
export function isUp({ needs }: Pick<CellRung, 'needs'>, faults: Faults): boolean {
  return manned(needs, faults).every((manner) => failing(manner) < 1);
}

export function cellState(system: System, cell: Cell, faults: Faults): CellState {
  const manners = manned(cell.front, faults);
  if (cell.zones.length > 0 && cell.zones.every((zone) => (faults.get(zone) ? failing(faults.get(zone)!) : 0) === 1)) {
    manners.push({ how: 'refuse' });
  }
  const failingShare = 1 - manners.reduce((left, manner) => left * (1 - failing(manner)), 1);
  const hangs =
    manners.some(({ how }) => how === 'hang') && !manners.some(({ how }) => how === 'refuse' || how === 'kill');
  const rungs = cell.rungs.map((rung) => ({ rung, manners: manned(rung.needs, faults) }));
  const answers = rungs.find(({ manners: own }) => own.every((manner) => failing(manner) < 1));
  const hanging = rungs
    .slice(0, answers === undefined ? rungs.length : rungs.indexOf(answers))
    .filter(({ manners: own }) => own.some(({ how }) => how === 'hang'))
    .map(({ rung }) => rung);
  const loosest = Math.max(...system.routes.map(({ floor }) => floor));
  const judged = rungs.map(({ rung, manners: own }) => ({ tier: rung.tier, truth: roundOf(own) }));
  const first = cell.rungs[0]?.tier;
  // The prober calls the gateway by the cell's own name: what its clients meet, it meets.
  const gateway = failingShare >= 0.5;
  return {
    ...{ failing: failingShare, hangs, slow: manners.some(({ how }) => how === 'slow'), rung: answers?.rung, hanging },
    nonsense: answers?.manners.some(({ how }) => how === 'nonsense') ?? false,
    truth: {
      serving: gateway ? 'bad' : anyOf(judged.filter(({ tier }) => tier <= loosest).map(({ truth }) => truth)),
      preferred: gateway ? 'bad' : anyOf(judged.filter(({ tier }) => tier === first).map(({ truth }) => truth)),
    },
  };
}

/** A round refused for load says nothing about the model. */
function roundOf(manners: readonly Manner[]): Truth {
  if (manners.some((manner) => manner.how === 'nonsense' || (failing(manner) >= 0.5 && manner.how !== 'throttle'))) {
    return 'bad';
  }
  return manners.some(({ how }) => how === 'throttle') ? 'unknown' : 'good';
}

function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('good')) return 'good';
  return truths.includes('unknown') ? 'unknown' : 'bad';
}

function manned(needs: readonly string[], faults: Faults): Manner[] {
  return needs.flatMap((need) => faults.get(need) ?? []);
}

/**
 * What a probe of an observation meets, apart from the cell's verdict.
 * @param verdict what the cell says of itself; good where it says nothing
 */
export function probeResult(
  system: System,
  seen: Extract<Observation, { kind: 'path' }>,
  faults: Faults,
  verdict: Truth,
): ProbeResult {
  let passes = 1;
  let takes = 0;
  for (const need of seen.needs) {
    const manner = faults.get(need);
    if (manner === undefined) continue;
    // Whoever answers 200 to everything satisfies any check that matches no string.
    if (manner.how === 'yes') return seen.switchOf === undefined ? PASSES : { passes: 0, takes: 0 };
    const [share, seconds] = PROBED[manner.how] ?? [0, 0];
    passes *= 1 - share * (manner.rate ?? 1);
    takes = Math.max(takes, seconds);
  }
  const { zones } = system.cells[seen.cell];
  if (zones.length > 0 && zones.every((zone) => faults.has(zone))) passes = 0;
  if (seen.switchOf !== undefined) {
    const evacuated = seen.switchOf.some((target) => faults.get(target)?.how === 'evacuate');
    return { passes: evacuated ? passes : 0, takes };
  }
  return verdict === 'bad' ? { passes: 0, takes } : { passes, takes };
}

/** How surely a probe fails at something in that manner, and the seconds that it takes then. */
const PROBED: Readonly<Partial<Record<Manner['how'], readonly [share: number, seconds: number]>>> = {
  kill: [1, 0],
  refuse: [1, 0],
  error: [1, 0],
  hang: [1, 4],
  slow: [1, 6],
};
