import type { Tried } from '../contract/http';

/** One message of a prompt, as far as it is logged. */
export interface LoggedMessage {
  readonly role: string;
  readonly text: string;
}

/** One line a request. Never a key; a prompt and an answer where the route asks for it, and nowhere else. */
export interface LogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly cell: string;
  readonly route?: string;
  /** The prober asked: no traffic, and in no count of it. */
  readonly probe?: boolean;
  readonly stream?: boolean;
  readonly tier?: number;
  readonly rung?: string;
  readonly model?: string;
  readonly reason?: string;
  readonly attempts?: number;
  readonly tried?: readonly Tried[];
  /** Until a stream's first content was there to be sent. */
  readonly firstContentMilliseconds?: number;
  /** Of an answer that its caller got to its end, where the provider tells. */
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** How the answer that its caller got ended. */
  readonly finishReason?: string;
  /** The id of the job that it became. */
  readonly job?: string;
  /** The id of the trace that the request belongs to. */
  readonly trace?: string;
  /** The code of the error that was answered. */
  readonly error?: string;
  /** Why a stream that had begun did not end as it should, or that its caller left. */
  readonly broken?: string;
  /** Of a route with `logContent` alone: what was asked, and what the caller got of an answer. */
  readonly prompt?: readonly LoggedMessage[];
  readonly answer?: string;
}

/** What a request's line and a job's try say alike: how the ladder was asked, and what came of it. */
export type LadderNote = Pick<
  LogLine,
  'route' | 'tier' | 'rung' | 'reason' | 'tried' | 'promptTokens' | 'completionTokens' | 'finishReason' | 'trace'
>;

export type Log = (line: LogLine) => void;
