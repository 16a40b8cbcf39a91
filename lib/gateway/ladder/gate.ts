import type { Clock } from '../clock';
import { admit, type BreakerState, CLOSED, type Health, record } from './breaker';
import { CONSEQUENCES } from './consequence';
import type { LadderEvent } from './events';
import type { Fault } from './provider';

/** Where a provider refuses for load and does not say for how long: quotas are counted anew by the second. */
const DEFAULT_COOLING_MILLISECONDS = 1000;
const LONGEST_COOLING_MILLISECONDS = 60_000;

export interface GateOptions {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly observe: (event: LadderEvent) => void;
}

/** A call that was let through. It is told what became of it exactly once; more is ignored. */
export interface Pass {
  /** A stream has begun: a probe has its answer, and need not keep others waiting to the stream's end. */
  begun(): void;
  succeeded(): void;
  failed(fault: Pick<Fault, 'failure' | 'silent' | 'retryAfterMilliseconds'>): void;
}

export type Entry =
  | { readonly kind: 'passed'; readonly pass: Pass }
  | { readonly kind: 'held'; readonly why: 'breaker-open' | 'cooling'; readonly milliseconds: number };

/** Stands before one model at one provider in one region: its breaker, and its cooling after a refusal for load. */
export class Gate {
  private state: BreakerState = CLOSED;
  private cooledAt = 0;

  public constructor(
    /** `bedrock/eu-west-1/eu.anthropic…` */
    private readonly upstream: string,
    private readonly options: GateOptions,
  ) {}

  /** Would a call be let through that is no probe? */
  public get closed(): boolean {
    return this.state.kind === 'closed' && this.options.clock.now() >= this.cooledAt;
  }

  /** Milliseconds until a call would be let through; 0 where one would be now. */
  public get heldFor(): number {
    const now = this.options.clock.now();
    if (now < this.cooledAt) return this.cooledAt - now;
    return admit(this.state, now).admitted ? 0 : this.untilProbe(now);
  }

  /** @param hurried the caller gives less time than its route, so that a timeout says nothing of the rung */
  public enter(hurried = false): Entry {
    const now = this.options.clock.now();
    if (now < this.cooledAt) return { kind: 'held', why: 'cooling', milliseconds: this.cooledAt - now };
    const { state, admitted } = admit(this.state, now);
    this.become(state);
    if (admitted) return { kind: 'passed', pass: this.pass(state.kind === 'half-open', hurried) };
    return { kind: 'held', why: 'breaker-open', milliseconds: this.untilProbe(now) };
  }

  /** Of a breaker that lets nobody through. A probe that is out says within moments how things stand. */
  private untilProbe(now: number): number {
    return this.state.kind === 'open' ? this.state.until - now : 1000;
  }

  private pass(probe: boolean, hurried: boolean): Pass {
    let settled = false;
    let isProbe = probe;
    const settle = (health: Health) => {
      if (settled) return;
      settled = true;
      this.tell(health, isProbe);
    };
    return {
      begun: () => {
        if (!settled && isProbe) this.tell('success', true);
        isProbe = false;
      },
      succeeded: () => settle('success'),
      failed: (fault) => {
        if (!settled) this.note(fault);
        settle(healthOf(fault, hurried));
      },
    };
  }

  private note({
    failure,
    retryAfterMilliseconds = DEFAULT_COOLING_MILLISECONDS,
  }: Parameters<Pass['failed']>[0]): void {
    const { rung } = CONSEQUENCES[failure];
    if (rung === 'alarms') this.options.observe({ event: 'alarm', upstream: this.upstream, failure });
    if (rung === 'cools') {
      const until = this.options.clock.now() + Math.min(retryAfterMilliseconds, LONGEST_COOLING_MILLISECONDS);
      this.cooledAt = Math.max(this.cooledAt, until);
    }
  }

  private tell(health: Health, probe: boolean): void {
    const { clock, random } = this.options;
    this.become(record(this.state, { health, probe, now: clock.now(), random: random() }));
  }

  private become(state: BreakerState): void {
    const from = this.state.kind;
    this.state = state;
    if (from !== state.kind) this.options.observe({ event: 'breaker', upstream: this.upstream, from, to: state.kind });
  }
}

function healthOf({ failure, silent }: Parameters<Pass['failed']>[0], hurried: boolean): Health {
  switch (CONSEQUENCES[failure].rung) {
    case 'counts':
      return failure === 'timeout' && hurried ? 'neutral' : 'failure';
    case 'alarms':
      return 'alarm';
    case 'cools':
      return 'neutral';
    case 'none':
      // A model that refuses a request by its own rules is alive; a caller who left soon saw nothing of it.
      if (failure !== 'abandoned') return 'success';
      return silent && !hurried ? 'failure' : 'neutral';
  }
}
