import type { Failure } from '../../ladder/failure';
import type { Fault } from '../../ladder/provider';
import { LONGEST_MESSAGE } from '../http/error-text';
import { failureOfStatus } from '../http/http-failure';
import { known } from '../known';

/**
 * Google's canonical codes, as its own models and its front door answer them. A precondition that is not met is the
 * project's (a model that was not enabled, a region that does not serve it), never the request's.
 * @see https://google.aip.dev/193
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
const BY_GOOGLE_STATUS: Readonly<Record<string, Failure>> = {
  RESOURCE_EXHAUSTED: 'throttled',
  UNAVAILABLE: 'unavailable',
  INTERNAL: 'unavailable',
  UNKNOWN: 'unavailable',
  ABORTED: 'unavailable',
  DATA_LOSS: 'unavailable',
  DEADLINE_EXCEEDED: 'timeout',
  CANCELLED: 'timeout',
  UNAUTHENTICATED: 'denied',
  PERMISSION_DENIED: 'denied',
  FAILED_PRECONDITION: 'denied',
  NOT_FOUND: 'missing',
  UNIMPLEMENTED: 'missing',
  INVALID_ARGUMENT: 'rejected',
  OUT_OF_RANGE: 'rejected',
};

/**
 * Anthropic's types, which Vertex AI passes on.
 * @see https://docs.anthropic.com/en/api/errors
 */
const BY_ANTHROPIC_TYPE: Readonly<Record<string, Failure>> = {
  rate_limit_error: 'throttled',
  overloaded_error: 'unavailable',
  api_error: 'unavailable',
  timeout_error: 'timeout',
  authentication_error: 'denied',
  permission_error: 'denied',
  billing_error: 'denied',
  not_found_error: 'missing',
  invalid_request_error: 'rejected',
  request_too_large: 'context-length',
};

/**
 * Neither has a code of its own for a request that is longer than the model's context; these are the words of Gemini
 * (`The input token count (…) exceeds the maximum …`, `the input token count is … but model only supports up to …`)
 * and of Claude (`prompt is too long: … tokens > … maximum`, `input length and max_tokens exceed context limit`).
 */
const TOO_LONG = /input token count.*(exceeds|supports up to)|prompt is too long|exceed context limit/is;

/** What an answer's `error` member holds, in both shapes. */
export interface VertexError {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly type?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
}

/** By the error's own word first, since statuses lie; then by its code, then by the answer's status. */
export function vertexFault(error: VertexError | undefined, httpStatus: number): Fault {
  const told =
    known(BY_GOOGLE_STATUS, error?.status) ??
    known(BY_ANTHROPIC_TYPE, error?.type) ??
    failureOfStatus(typeof error?.code === 'number' ? error.code : httpStatus);
  const message = typeof error?.message === 'string' ? error.message.slice(0, LONGEST_MESSAGE) : '';
  const failure = told === 'rejected' && TOO_LONG.test(message) ? 'context-length' : told;
  const isCallers = failure === 'rejected' || failure === 'context-length';
  const retryAfterMilliseconds = failure === 'throttled' ? retryDelay(error?.details) : undefined;
  return {
    kind: 'fault',
    failure,
    ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }),
    ...(isCallers && message !== '' && { message }),
  };
}

/**
 * How long Google asks to be left alone: `{"@type": "…/google.rpc.RetryInfo", "retryDelay": "34.5s"}`; many of its
 * refusals do not say.
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
function retryDelay(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const delays = details.map((detail: { retryDelay?: unknown } | null) => String(detail?.retryDelay));
  const seconds = delays.map((delay) => /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1]).find((each) => each !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
