import type { CellId } from '../../../contract/cell';
import type { ServedBy } from '../../../contract/http';
import type { Route } from '../../../contract/route';
import type { ChatRequest } from '../../chat/chat-request';
import { completion } from '../../chat/completion';
import { wordsOf } from '../../chat/refused';
import type { Clock } from '../../clock';
import { candidates } from '../../ladder/eligible';
import type { RetryBudget } from '../../ladder/retry-budget';
import type { Step } from '../../ladder/steps';
import { type Passed, reasonOf, Walk } from '../../ladder/walk';

/** The ladder that a worker asks. */
export interface Models {
  readonly cell: CellId;
  readonly steps: readonly Step[];
  readonly retries: RetryBudget;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What came of asking the ladder once. */
export type Tried =
  | { readonly kind: 'answered'; readonly servedBy: ServedBy; readonly text: string }
  /** No model here would answer it, however well they are. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly attempts: number }
  | {
      readonly kind: 'unanswered';
      /** `frontier: throttled; open-weights: timeout` */
      readonly reason: string;
      readonly attempts: number;
      readonly suspicion: Suspicion;
      readonly throttled: boolean;
    };

/**
 * Is it the request, and not the models? `strong`: they answered it, and not as they should. `weak`: they failed, and may
 * fail others too.
 */
export type Suspicion = 'none' | 'weak' | 'strong';

const ANSWERED_BADLY: readonly Passed['why'][] = ['empty', 'unsatisfying', 'truncated', 'garbled'];
const FAILED: readonly Passed['why'][] = ['unreachable', 'timeout', 'stalled', 'unavailable'];

function suspicionOf(passed: readonly Passed[]): Suspicion {
  if (passed.some(({ why }) => ANSWERED_BADLY.includes(why))) return 'strong';
  return passed.some(({ why }) => FAILED.includes(why)) ? 'weak' : 'none';
}

/** Asks the rungs that the route allows, best first; until `deadline`, in milliseconds since the epoch. */
export async function tryJob(
  models: Models,
  route: Route,
  request: ChatRequest,
  deadline: number,
  caller: AbortSignal,
): Promise<Tried> {
  const { cell, steps, retries, clock, newId } = models;
  const arrivedAt = clock.now();
  const deadlineMilliseconds = Math.min(route.deadlineSeconds * 1000, Math.max(0, deadline - arrivedAt));
  const whole = { ...request, stream: false, includeUsage: false };
  const walk = new Walk(whole, { steps, route, clock, retries, arrivedAt, deadlineMilliseconds, caller });
  const walked = await walk.next();
  const attempts = walk.tried.length;
  if (walked.kind === 'answered') {
    const { rung, provider } = walked.step;
    const reason = reasonOf(walk.passed);
    const servedBy = {
      tier: rung.tier,
      rung: rung.name,
      model: provider.model,
      cell,
      reason,
      attempts,
      tried: walk.tried,
    };
    const created = Math.floor(clock.now() / 1000);
    const { body } = await completion({ id: `chatcmpl-${newId()}`, created, servedBy }, walked.parts);
    return { kind: 'answered', servedBy, text: JSON.stringify(body) };
  }
  if (walked.kind === 'refused' || walked.kind === 'barred') {
    return { kind: 'refused', ...wordsOf(route, walked), attempts };
  }
  return {
    kind: 'unanswered',
    reason: walk.passed.length === 0 ? 'no-rung' : reasonOf(walk.passed),
    attempts,
    suspicion: attempts === 0 || heldFor(steps, route) > 0 ? 'none' : suspicionOf(walk.passed),
    throttled: walk.passed.some(({ why }) => why === 'throttled'),
  };
}

/** Milliseconds until a rung that the route allows may be asked; 0 where one may be now. */
export function heldFor(steps: readonly Step[], route: Route): number {
  const asked = candidates(steps, route).filter(({ barred }) => barred === undefined);
  const times = asked.map(({ step }) => step.gate?.heldFor ?? 0);
  return times.length === 0 ? 0 : Math.min(...times);
}
