import type { Random } from '../random';
import type { Truth } from '../system/situation';
import type { ProberModel } from '../system/system';

/** What a cell says of itself from a moment on. */
export interface VerdictChange {
  readonly at: number;
  readonly verdict: Truth;
}

/** What the prober's rounds would find from a moment on; `frozen` while nobody looks. */
export interface TruthSpan {
  readonly from: number;
  readonly truth: Truth;
  readonly frozen: boolean;
}

/** How long a verdict that nobody renews holds; after that the cell says that it does not know, which passes. */
const HOLD_SECONDS = 600;

/**
 * The verdicts that a prober comes to: so many bad rounds in a row turn it, so many good ones turn it back, not before
 * the dwell is over; rounds that say nothing count for nothing. The rounds' phase is drawn.
 */
export function verdictsOf(
  spans: readonly TruthSpan[],
  horizon: number,
  model: ProberModel,
  periodSeconds: number,
  random: Random,
): VerdictChange[] {
  const changes: VerdictChange[] = [];
  const phase = random() * periodSeconds;
  let verdict: 'good' | 'bad' = 'good';
  let streak = 0;
  let turnedAt = Number.NEGATIVE_INFINITY;
  for (const [index, { from, truth, frozen }] of spans.entries()) {
    const to = spans[index + 1]?.from ?? horizon;
    if (frozen) {
      // Good and unknown pass alike, so only a bad one is missed.
      if (verdict === 'bad' && to - from > HOLD_SECONDS) {
        changes.push({ at: from + HOLD_SECONDS, verdict: 'unknown' });
        verdict = 'good';
        streak = 0;
      }
      continue;
    }
    if (truth === 'unknown') continue;
    // The first round of the span.
    let at = phase + Math.ceil((Math.max(from, 0) - phase) / periodSeconds) * periodSeconds;
    for (; at < to; at += periodSeconds) {
      if (truth === verdict) {
        streak = 0;
        break;
      }
      streak += 1;
      const enough = verdict === 'good' ? model.badRounds : model.goodRounds;
      if (streak < enough || (verdict === 'bad' && at - turnedAt < model.dwellSeconds)) continue;
      verdict = truth;
      streak = 0;
      turnedAt = at;
      changes.push({ at, verdict });
      break;
    }
  }
  return changes;
}
