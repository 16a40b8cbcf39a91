import type { Verdict } from './cell-state';

/**
 * The numbers of a cell's verdicts. Times are counted in periods of the prober, a minute each, so that a rehearsal in
 * which minutes pass faster turns by the same rules.
 *
 * Three bad rounds of 15 s, Route 53's 28 s, 10 s of propagation and a TTL of 60 s are 143 s: below the 150 s of the
 * default objective. Route 53 fails back faster than it fails over, so a bad verdict stays for a while.
 */
export const TURNING = {
  /** Bad rounds in a row that turn a path bad. */
  badRounds: 3,
  /** Good rounds in a row that turn it back. */
  goodRounds: 5,
  /** Rounds a period that ask whether the cell serves; models are asked once. */
  servingRounds: 4,
  /** How long a bad verdict stands at least. */
  dwellPeriods: 5,
  /** A state this old says nothing any more, and rounds this far apart are not in a row. */
  freshPeriods: 3,
  /** How long the last verdict holds when nothing newer is known; then nobody knows. */
  holdPeriods: 10,
} as const;

/** Where one path stands: all that the next round has to know of those before it. Times are milliseconds since the epoch. */
export interface Standing {
  readonly verdict: Verdict;
  /** The latest rounds in a row that say otherwise. */
  readonly against: number;
  /** When the verdict last turned. */
  readonly turnedAt: number;
  /** The latest round that was good or bad. */
  readonly knownAt: number;
}

/** Where a path stands of which nothing is known. */
export function unknownSince(now: number): Standing {
  return { verdict: 'unknown', against: 0, turnedAt: now, knownAt: now };
}

/** Where a path stands after one more round. A round that was refused for load is unknown: it turns nothing. */
export function turn(before: Standing, round: Verdict, now: number, periodSeconds: number): Standing {
  const standing = aged(before, now, periodSeconds * 1000);
  if (round === 'unknown') return standing;
  const known = { ...standing, knownAt: now };
  if (round === standing.verdict) return { ...known, against: 0 };
  // Where nothing is known yet a good round is news enough, and takes back the bad ones before it.
  if (standing.verdict === 'unknown' && round === 'good')
    return { ...known, verdict: round, against: 0, turnedAt: now };
  const against = standing.against + 1;
  const turns =
    round === 'bad'
      ? against >= TURNING.badRounds
      : against >= TURNING.goodRounds && now - standing.turnedAt >= TURNING.dwellPeriods * periodSeconds * 1000;
  return turns ? { verdict: round, against: 0, turnedAt: now, knownAt: now } : { ...known, against };
}

/** What time alone does: rounds long ago are not in a row with the next one, and a verdict holds only so long. */
function aged(standing: Standing, now: number, periodMilliseconds: number): Standing {
  const age = now - standing.knownAt;
  if (age > TURNING.holdPeriods * periodMilliseconds) return unknownSince(now);
  return age > TURNING.freshPeriods * periodMilliseconds ? { ...standing, against: 0 } : standing;
}
