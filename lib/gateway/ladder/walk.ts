import type { ModelSource, Rung } from '../../contract/ladder';
import { insideFence } from '../../contract/residency';
import type { Route } from '../../contract/route';
import type { ChatRequest } from '../chat/chat-request';
import type { Clock } from '../clock';
import { attempt } from './attempt';
import { rungBudget } from './budget';
import type { Failure, Part, Provider } from './provider';

/** A rung of this cell, with what answers on it. */
export interface Step {
  readonly rung: Rung;
  readonly source: ModelSource;
  readonly provider: Provider;
  /** Where it processes what it is sent; undefined where nobody knows. */
  readonly residency: readonly string[] | undefined;
}

/** Why a rung did not answer: it failed, or it was never asked. */
export interface Passed {
  readonly rung: string;
  readonly why: Failure | 'outside-residency' | 'no-time-left';
}

export type Walked =
  | {
      readonly kind: 'answered';
      readonly step: Step;
      readonly parts: AsyncIterable<Part>;
      readonly passed: readonly Passed[];
      readonly attempts: number;
    }
  /** Nothing above the floor lies within the fence. */
  | { readonly kind: 'fenced'; readonly passed: readonly Passed[]; readonly attempts: 0 }
  /** Every rung that the floor allows has failed, or there is none. */
  | { readonly kind: 'below-floor'; readonly passed: readonly Passed[]; readonly attempts: number }
  /** The caller left. */
  | { readonly kind: 'gone'; readonly passed: readonly Passed[]; readonly attempts: number };

export interface Walk {
  readonly steps: readonly Step[];
  readonly route: Route;
  readonly clock: Clock;
  /** When the request arrived, in milliseconds since the epoch: its deadline counts from there. */
  readonly arrivedAt: number;
  /** Aborted when the caller has gone. */
  readonly caller: AbortSignal;
}

/** Asks the cell's rungs, best first, until one answers. */
export async function walk(request: ChatRequest, { steps, route, clock, arrivedAt, caller }: Walk): Promise<Walked> {
  const allowed = steps.filter((step) => step.rung.tier <= route.floor);
  const inside = allowed.filter((step) => insideFence(step.residency, route.residency));
  const passed: Passed[] = allowed
    .filter((step) => !inside.includes(step))
    .map((step) => ({ rung: step.rung.name, why: 'outside-residency' }));
  if (allowed.length > 0 && inside.length === 0) return { kind: 'fenced', passed, attempts: 0 };

  const deadlineMilliseconds = route.deadlineSeconds * 1000;
  let attempts = 0;
  for (const [index, step] of inside.entries()) {
    const leftMilliseconds = Math.max(0, arrivedAt + deadlineMilliseconds - clock.now());
    const commitWithin = isDeterministic(step)
      ? leftMilliseconds
      : rungBudget({
          deadlineMilliseconds,
          leftMilliseconds,
          modelsLeft: inside.slice(index).filter((each) => !isDeterministic(each)).length,
          deterministicBelow: inside.slice(index).some(isDeterministic),
        });
    if (commitWithin === 0) {
      passed.push({ rung: step.rung.name, why: 'no-time-left' });
      continue;
    }
    attempts += 1;
    const result = await attempt(step.provider, request, {
      clock,
      caller,
      commitWithin,
      endWithin: leftMilliseconds,
    });
    if (result.kind === 'answered') return { kind: 'answered', step, parts: result.parts, passed, attempts };
    passed.push({ rung: step.rung.name, why: result.failure });
    if (result.failure === 'abandoned') return { kind: 'gone', passed, attempts };
  }
  return { kind: 'below-floor', passed, attempts };
}

/** `frontier: throttled; open-weights: timeout`, or `preferred` when nothing was passed over. */
export function reasonOf(passed: readonly Passed[]): string {
  return passed.length === 0 ? 'preferred' : passed.map(({ rung, why }) => `${rung}: ${why}`).join('; ');
}

function isDeterministic(step: Step): boolean {
  return step.source.kind === 'deterministic';
}
