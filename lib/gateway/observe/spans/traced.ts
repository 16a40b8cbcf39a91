import { randomBytes } from 'node:crypto';
import type { Tried } from '../../../contract/http';
import type { ChatRequest } from '../../chat/chat-request';
import type { Step } from '../../ladder/steps';
import { calledFrom, isSampled, parentId, type TraceContext, traceId } from '../trace-context';
import type { Span } from './span';
import { type Call, type Ending, type Own, spansOf } from './spans-of';

/** Takes spans, at once and without fail: what it cannot hold it drops. */
export type TakeSpans = (spans: readonly Span[]) => void;

/** A request, or a try at a job, whose spans are recorded: its own, and one for each call to a rung. */
export class Traced {
  public readonly traceId: string;
  private readonly spanId = newSpanId();
  private readonly calls: Call[] = [];

  public constructor(
    private readonly parent: TraceContext | undefined,
    private readonly request: ChatRequest,
    private readonly arrivedAt: number,
    private readonly take: TakeSpans,
  ) {
    this.traceId = parent === undefined ? randomBytes(16).toString('hex') : traceId(parent);
  }

  /** For who works at the same later, or elsewhere: below this one's own span. */
  public get context(): TraceContext {
    return calledFrom(this.traceId, this.spanId, this.parent?.tracestate);
  }

  public ended(own: Own, ending: Ending): void {
    const { traceId, spanId, request, arrivedAt, calls } = this;
    const parentSpanId = this.parent && parentId(this.parent);
    this.take(spansOf({ traceId, spanId, parentSpanId, request, arrivedAt, calls }, own, ending));
  }

  /** A call begins: its headers name it, and `ended` is told what came of it. */
  public call(step: Step, from: number): { readonly context: TraceContext; ended(tried: Tried): void } {
    const spanId = newSpanId();
    return {
      context: calledFrom(this.traceId, spanId, this.parent?.tracestate),
      ended: (tried) => this.calls.push({ spanId, step, from, tried }),
    };
  }
}

/** Undefined where nobody takes spans, or the caller does not record its trace. */
export function traced(
  take: TakeSpans | undefined,
  parent: TraceContext | undefined,
  request: ChatRequest,
  arrivedAt: number,
): Traced | undefined {
  if (take === undefined || (parent !== undefined && !isSampled(parent))) return undefined;
  return new Traced(parent, request, arrivedAt, take);
}

function newSpanId(): string {
  return randomBytes(8).toString('hex');
}
