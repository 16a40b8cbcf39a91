import type { CellId } from '../../../contract/cell';
import type { Tried as Call, ServedBy } from '../../../contract/http';
import type { Route } from '../../../contract/route';
import type { ChatRequest } from '../../chat/chat-request';
import { completion } from '../../chat/completion';
import { wordsOf } from '../../chat/refused';
import type { Clock } from '../../clock';
import { candidates } from '../../ladder/eligible';
import type { FinishReason, Usage } from '../../ladder/provider';
import type { RetryBudget } from '../../ladder/retry-budget';
import type { Step } from '../../ladder/steps';
import { type Passed, reasonOf, Walk } from '../../ladder/walk';
import type { Traced } from '../../observe/spans/traced';
import type { Signal } from '../../signal';

/** The ladder that a worker asks. */
export interface Models {
  readonly cell: CellId;
  readonly steps: readonly Step[];
  readonly retries: RetryBudget;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What came of asking the ladder once. */
export type Tried = Asked &
  (
    | { readonly kind: 'answered'; readonly servedBy: ServedBy; readonly text: string; readonly ending: Ending }
    /** No model here would answer it, however well they are. */
    | { readonly kind: 'refused'; readonly code: string; readonly message: string }
    | { readonly kind: 'unanswered'; readonly suspicion: Suspicion; readonly throttled: boolean }
  );

interface Asked {
  /** `frontier: throttled; open-weights: timeout` */
  readonly reason: string;
  readonly calls: readonly Call[];
}

/** How an answer ended, and what it used where the provider tells it. */
type Ending = Partial<Usage> & { readonly finishReason?: FinishReason };

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

export interface Trying {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly caller: Signal;
  /** Records each call, where that is wanted. */
  readonly traced: Pick<Traced, 'call'> | undefined;
}

/** Asks the rungs that the route allows, best first, until the deadline. */
export async function tryJob(models: Models, route: Route, request: ChatRequest, trying: Trying): Promise<Tried> {
  const { cell, steps, retries, clock, newId } = models;
  const { deadline, ...options } = trying;
  const arrivedAt = clock.now();
  const deadlineMilliseconds = Math.min(route.deadlineSeconds * 1000, Math.max(0, deadline - arrivedAt));
  const whole = { ...request, stream: false, includeUsage: false };
  const walk = new Walk(whole, { ...options, steps, route, clock, retries, arrivedAt, deadlineMilliseconds });
  const walked = await walk.next();
  const isNone = walked.kind !== 'answered' && walk.passed.length === 0;
  const reason = isNone ? 'no-rung' : reasonOf(walk.passed);
  const asked = { reason, calls: walk.tried };
  if (walked.kind === 'answered') {
    const { rung, provider } = walked.step;
    const servedBy = {
      tier: rung.tier,
      rung: rung.name,
      model: provider.model,
      cell,
      reason,
      attempts: walk.tried.length,
      tried: walk.tried,
    };
    const created = Math.floor(clock.now() / 1000);
    const envelope = { id: `chatcmpl-${newId()}`, created, servedBy };
    const { body, usage, finishReason } = await completion(envelope, walked.parts);
    const ending = { ...usage, ...(finishReason && { finishReason }) };
    return { ...asked, kind: 'answered', servedBy, text: JSON.stringify(body), ending };
  }
  if (walked.kind === 'refused' || walked.kind === 'barred') {
    return { ...asked, kind: 'refused', ...wordsOf(route, walked) };
  }
  return {
    ...asked,
    kind: 'unanswered',
    suspicion: walk.tried.length === 0 || heldFor(steps, route) > 0 ? 'none' : suspicionOf(walk.passed),
    throttled: walk.passed.some(({ why }) => why === 'throttled'),
  };
}

/** Milliseconds until a rung that the route allows may be asked; 0 where one may be now. */
export function heldFor(steps: readonly Step[], route: Route): number {
  const asked = candidates(steps, route).filter(({ barred }) => barred === undefined);
  const times = asked.map(({ step }) => step.gate?.heldFor ?? 0);
  return times.length === 0 ? 0 : Math.min(...times);
}
