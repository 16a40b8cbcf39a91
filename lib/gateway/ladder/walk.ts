import type { Tried } from '../../contract/http';
import type { Route } from '../../contract/route';
import type { ChatRequest } from '../chat/chat-request';
import { needsOf } from '../chat/needs';
import type { Clock } from '../clock';
import type { Traced } from '../observe/spans/traced';
import type { Signal } from '../signal';
import { answerCheck } from './answer-check';
import { attempt, type Parts } from './attempt';
import { rungBudget } from './budget';
import { CONSEQUENCES } from './consequence';
import { type Barred, type Candidate, candidates } from './eligible';
import type { Failure } from './failure';
import type { Entry, Pass } from './gate';
import { prompted } from './prompted';
import type { Fault } from './provider';
import type { RetryBudget } from './retry-budget';
import type { Step } from './steps';
import { timesOf } from './times';

/** Why a rung did not answer: it failed, or it was not asked. */
export interface Passed {
  readonly rung: string;
  readonly why:
    | Failure
    | Barred
    | Extract<Entry, { kind: 'held' }>['why']
    | 'no-time-left'
    | 'smaller-context'
    | 'disabled';
}

export type Walked =
  | { readonly kind: 'answered'; readonly step: Step; readonly parts: Parts }
  /** Nothing above the floor lies within the fence, or keeps to the controls. */
  | { readonly kind: 'barred'; readonly why: Barred }
  /** The request is at fault, and no other rung may or could take it. */
  | { readonly kind: 'refused'; readonly step: Step; readonly fault: Fault }
  /** Every rung that the floor allows has failed or is held, or there is none. `retryIn`: until one is held no more. */
  | { readonly kind: 'below-floor'; readonly retryIn: number | undefined }
  /** The caller left. */
  | { readonly kind: 'gone' };

/**
 * How long after the deadline the deterministic tier may still answer: its reserve is short where the deadline is, and a
 * busy machine rings later than it was asked to. No caller is that exact.
 */
const LATEST_MILLISECONDS = 100;

export interface WalkOptions {
  readonly steps: readonly Step[];
  readonly route: Route;
  readonly clock: Clock;
  readonly retries: RetryBudget;
  /** When the request arrived, in milliseconds since the epoch: its deadline counts from there. */
  readonly arrivedAt: number;
  /** The shorter of the route's and the caller's. */
  readonly deadlineMilliseconds: number;
  /** Aborted when the caller has gone. */
  readonly caller: Signal;
  /** Records each call, where that is wanted. */
  readonly traced?: Pick<Traced, 'call'>;
}

/** One request's way down the cell's ladder: each rung is asked once, best first, until one answers. */
export class Walk {
  /** The rungs that did not answer, in the order in which that was known. */
  public readonly passed: Passed[] = [];
  /** The calls that were made. */
  public readonly tried: Tried[] = [];
  private readonly candidates: readonly Candidate[];
  private position = 0;
  /** Of the model for which the request was too long. */
  private exceeded = 0;
  private retryIn: number | undefined;

  public constructor(
    private readonly request: ChatRequest,
    private readonly options: WalkOptions,
  ) {
    this.candidates = candidates(options.steps, options.route, needsOf(request));
  }

  /** Goes on from where it stands: a second time, when a stream that had begun broke off. */
  public async next(): Promise<Walked> {
    while (this.position < this.candidates.length) {
      const { step, barred } = this.candidates[this.position];
      this.position += 1;
      const walked = barred === undefined ? await this.ask(step) : this.pass(step, barred);
      if (walked !== undefined) return walked;
    }
    const [first] = this.candidates;
    const none = this.candidates.every(({ barred }) => barred !== undefined);
    return none && first?.barred !== undefined
      ? { kind: 'barred', why: first.barred }
      : { kind: 'below-floor', retryIn: this.retryIn };
  }

  /** A rung that had begun to answer did not come to its end. */
  public broke(step: Step, failure: Failure): void {
    this.pass(step, failure);
  }

  /** Undefined when the rung is passed over, and the next has its turn. */
  private async ask(step: Step): Promise<Walked | undefined> {
    if (step.disabled !== undefined && (await step.disabled())) return this.pass(step, 'disabled');
    if ((step.rung.contextWindow ?? 0) < this.exceeded) return this.pass(step, 'smaller-context');
    if (this.budgetOf(step) === 0) return this.pass(step, 'no-time-left');
    const entry = step.gate?.enter(this.hurried);
    if (entry?.kind === 'held') {
      this.retryIn = Math.min(entry.milliseconds, this.retryIn ?? Number.POSITIVE_INFINITY);
      return this.pass(step, entry.why);
    }
    if (step.gate !== undefined) this.options.retries.earn();
    const first = await this.call(step, entry?.pass);
    const result = first.kind === 'fault' ? await this.again(step, first) : first;
    if (result.kind !== 'fault') return result;
    this.pass(step, result.failure);
    if (result.failure === 'abandoned') return { kind: 'gone' };
    const { next } = CONSEQUENCES[result.failure];
    const refused = next === 'caller' || (next === 'larger' && !this.largerBelow(step));
    return refused ? { kind: 'refused', step, fault: result } : undefined;
  }

  /** A second call, where the first one's fault is worth it and somebody pays; else that fault. */
  private async again(step: Step, fault: Fault): Promise<Walked | Fault> {
    const worthIt = CONSEQUENCES[fault.failure].retry && step.gate?.closed === true;
    if (!worthIt || !this.options.retries.spend()) return fault;
    const entry = step.gate.enter(this.hurried);
    return entry.kind === 'held' ? fault : this.call(step, entry.pass);
  }

  private async call(step: Step, pass: Pass | undefined): Promise<Walked | Fault> {
    const { clock, caller, route, traced } = this.options;
    const from = clock.now();
    const accepts = route.answer && answerCheck(route.answer, step.rung.name);
    const times = timesOf({
      timeouts: step.rung.timeouts,
      budget: this.budgetOf(step),
      left: this.leftFor(step),
      streams: this.request.stream,
      holds: accepts !== undefined,
    });
    const provider = prompted(step.provider, step.rung.prompts?.[route.name]);
    const span = traced?.call(step, from);
    const request = span === undefined ? this.request : { ...this.request, trace: span.context };
    const result = await attempt(provider, request, { clock, caller, times, accepts, pass });
    const outcome = result.kind === 'answered' ? 'answered' : result.fault.failure;
    const rule = result.kind === 'failed' ? result.fault.rule : undefined;
    const tried = { rung: step.rung.name, outcome, ...(rule && { rule }), milliseconds: clock.now() - from };
    this.tried.push(tried);
    span?.ended(tried);
    return result.kind === 'failed' ? result.fault : { kind: 'answered', step, parts: result.parts };
  }

  /** How long this rung may take until it must leave the rest to those below. */
  private budgetOf(step: Step): number {
    const below = this.below();
    if (isDeterministic(step)) return this.leftFor(step);
    return rungBudget({
      deadlineMilliseconds: this.options.deadlineMilliseconds,
      leftMilliseconds: this.left(),
      modelsLeft: 1 + below.filter((each) => !isDeterministic(each)).length,
      deterministicBelow: below.some(isDeterministic),
    });
  }

  /** Does the caller give less time than its route? */
  private get hurried(): boolean {
    const { route, deadlineMilliseconds } = this.options;
    return deadlineMilliseconds < route.deadlineSeconds * 1000;
  }

  private left(): number {
    return Math.max(0, this.until());
  }

  private leftFor(step: Step): number {
    return isDeterministic(step) ? Math.max(0, this.until() + LATEST_MILLISECONDS) : this.left();
  }

  /** Milliseconds until the deadline; negative once it is past. */
  private until(): number {
    const { arrivedAt, deadlineMilliseconds, clock } = this.options;
    return arrivedAt + deadlineMilliseconds - clock.now();
  }

  /** Is there a rung below whose model is declared larger? From here on only such a one is asked. */
  private largerBelow({ rung }: Step): boolean {
    if (rung.contextWindow === undefined) return false;
    this.exceeded = rung.contextWindow + 1;
    return this.below().some((step) => (step.rung.contextWindow ?? 0) >= this.exceeded);
  }

  /** The rungs that may yet be asked. */
  private below(): readonly Step[] {
    return this.candidates.slice(this.position).flatMap(({ step, barred }) => (barred === undefined ? step : []));
  }

  private pass(step: Step, why: Passed['why']): undefined {
    this.passed.push({ rung: step.rung.name, why });
  }
}

/** `frontier: throttled; open-weights: timeout`, or `preferred` when nothing was passed over. */
export function reasonOf(passed: readonly Passed[]): string {
  return passed.length === 0 ? 'preferred' : passed.map(({ rung, why }) => `${rung}: ${why}`).join('; ');
}

function isDeterministic(step: Step): boolean {
  return step.source.kind === 'deterministic';
}
