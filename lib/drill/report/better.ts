import type { Standing } from './compare';

/** Of two standings the later beside the earlier; `undecided` where that hangs on what nobody knows of a load. */
export type Change = 'better' | 'worse' | 'same' | 'undecided';

/**
 * Who meets what is asked stands before who does not. Among equals, less that fails and less that is not carried is
 * better; one better and the other worse leaves it undecided. A load that is undecided may be carried or not at all: what
 * holds either way is known.
 */
export function changeBetween(before: Standing, after: Standing): Change {
  if (isSame(before, after)) return 'same';
  const found = new Set(cases(before).flatMap((then) => cases(after).map((now) => between(then, now))));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : 'undecided';
}

/** A standing of which all is known. */
interface Known {
  readonly isMissed: boolean;
  /** In whole percent: differences of a few seconds are the draw of the phases. */
  readonly failed: number;
  readonly lacking: number;
}

function cases({ verdict, failed, load }: Standing): Known[] {
  const known = { isMissed: verdict === 'missed', failed: Math.round(failed * 100) };
  if (load?.verdict !== 'undecided') return [{ ...known, lacking: load?.lackingRequestsPerSecond ?? 0 }];
  return [
    { ...known, lacking: 0 },
    { ...known, isMissed: true, lacking: Number.POSITIVE_INFINITY },
  ];
}

function between(then: Known, now: Known): Change {
  if (then.isMissed !== now.isMissed) return now.isMissed ? 'worse' : 'better';
  const changes = new Set([direction(then.failed, now.failed), direction(then.lacking, now.lacking)]);
  changes.delete('same');
  const [only] = changes;
  return changes.size > 1 ? 'undecided' : (only ?? 'same');
}

function direction(then: number, now: number): Change {
  return then === now ? 'same' : now > then ? 'worse' : 'better';
}

/** What nobody knows of both alike has not changed. */
function isSame(before: Standing, after: Standing): boolean {
  const [then, now] = [cases(before), cases(after)];
  return JSON.stringify(then) === JSON.stringify(now);
}
