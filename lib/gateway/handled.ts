import { BODY_MEMBER } from '../contract/http';
import { type ErrorCode, errorBody, statusOf } from './errors';
import { type GatewayRequest, type GatewayResponse, jsonResponse } from './exchange';
import type { LogLine } from './log';
import type { Traced } from './observe/spans/traced';
import { headersOf, type Told } from './served-by';
import type { Signal } from './signal';

/** A request as it came in. */
export interface Incoming {
  readonly request: GatewayRequest;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
  /** Aborted when the caller has gone. */
  readonly caller: Signal;
}

/** What a handler tells the log beside the request's own members. */
export type Note = Partial<Omit<LogLine, 'method' | 'path' | 'status' | 'milliseconds' | 'cell'>>;

/** A response with what the log should know of it. */
export interface Handled {
  readonly response: GatewayResponse;
  readonly note: Note;
  /** Settles with a stream's last byte, with what is known only then: the log's line waits for it. */
  readonly ended?: Promise<Note>;
  /** Told how the request ended, where its spans are recorded. */
  readonly traced?: Pick<Traced, 'ended'>;
}

/** Calls `release` when the answer's last byte is made, or nothing comes of it. */
export async function releasing(release: () => void, serve: () => Promise<Handled>): Promise<Handled> {
  try {
    const handled = await serve();
    if (handled.ended === undefined) release();
    else handled.ended.then(release);
    return handled;
  } catch (error) {
    release();
    throw error;
  }
}

export interface ErrorDetails {
  /** The place in the request that is at fault. */
  readonly param?: string | null;
  readonly note?: Note;
  /** More for the body's own member. */
  readonly more?: object;
  /** When the same request may be answered. */
  readonly retryAfterSeconds?: number;
}

/** An error in OpenAI's shape, with what is known of how it came about. */
export function failed(code: ErrorCode, message: string, told: Told, details: ErrorDetails = {}): Handled {
  const body = { ...errorBody(code, message, details.param ?? null), [BODY_MEMBER]: { ...told, ...details.more } };
  return {
    response: jsonResponse(body, statusOf(code), { ...headersOf(told), ...retryAfter(details) }),
    note: { ...details.note, reason: told.reason, attempts: told.attempts, error: code },
  };
}

function retryAfter({ retryAfterSeconds }: ErrorDetails): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}
