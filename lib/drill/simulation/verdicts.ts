import type { HealthPath } from '../../contract/cell-state';
import { type Standing, TURNING, turn } from '../../contract/turning';
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

/** Seconds between two rounds. */
export function roundSeconds({ periodSeconds }: ProberModel, path: HealthPath): number {
  return path === 'serving' ? periodSeconds / TURNING.servingRounds : periodSeconds;
}

/**
 * The verdicts that a prober comes to, by the contract's rules of turning. Its rounds' phase is drawn; rounds that would
 * only say again what stands are left out.
 */
export function verdictsOf(
  spans: readonly TruthSpan[],
  horizon: number,
  model: ProberModel,
  path: HealthPath,
  random: Random,
): VerdictChange[] {
  const every = roundSeconds(model, path);
  const phase = random() * every;
  const hold = TURNING.holdPeriods * model.periodSeconds;
  const changes: VerdictChange[] = [];
  let standing: Standing = { verdict: 'good', against: 0, turnedAt: Number.NEGATIVE_INFINITY, knownAt: 0 };
  const become = (next: Standing, at: number): void => {
    if (next.verdict !== standing.verdict) changes.push({ at, verdict: next.verdict });
    standing = next;
  };
  for (const [index, { from, truth, frozen }] of spans.entries()) {
    const to = spans[index + 1]?.from ?? horizon;
    if (frozen || truth === 'unknown') {
      const forgotten = standing.knownAt / 1000 + hold;
      if (standing.verdict !== 'unknown' && forgotten < to) become({ ...standing, verdict: 'unknown' }, forgotten);
      continue;
    }
    let at = phase + Math.ceil((Math.max(from, 0) - phase) / every) * every;
    for (; at < to; at += every) {
      become(turn(standing, truth, at * 1000, model.periodSeconds), at);
      if (standing.verdict !== truth || standing.against > 0) continue;
      // From here to the end of the span each round finds what stands.
      const last = at + Math.max(0, Math.ceil((to - at) / every) - 1) * every;
      standing = { ...standing, knownAt: last * 1000 };
      break;
    }
  }
  return changes;
}
