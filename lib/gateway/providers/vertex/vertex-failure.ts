import type { Failure } from '../../ladder/provider';
import { failureOfStatus } from '../http/http-failure';

/**
 * Google's canonical codes, as its own models and its front door answer them.
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
  INVALID_ARGUMENT: 'rejected',
  FAILED_PRECONDITION: 'rejected',
  OUT_OF_RANGE: 'rejected',
  NOT_FOUND: 'rejected',
  UNIMPLEMENTED: 'rejected',
};

/**
 * Anthropic's types, which Vertex AI passes on.
 * @see https://docs.anthropic.com/en/api/errors
 */
const BY_ANTHROPIC_TYPE: Readonly<Record<string, Failure>> = {
  rate_limit_error: 'throttled',
  overloaded_error: 'throttled',
  api_error: 'unavailable',
  timeout_error: 'timeout',
  authentication_error: 'denied',
  permission_error: 'denied',
  billing_error: 'denied',
  invalid_request_error: 'rejected',
  not_found_error: 'rejected',
  request_too_large: 'rejected',
};

/** What an answer's `error` member holds, in both shapes. */
export interface VertexError {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly type?: unknown;
}

/** By the error's own word first, since statuses lie; then by its code, then by the answer's status. */
export function vertexFailure(error: VertexError | undefined, httpStatus: number): Failure {
  return (
    BY_GOOGLE_STATUS[String(error?.status)] ??
    BY_ANTHROPIC_TYPE[String(error?.type)] ??
    failureOfStatus(typeof error?.code === 'number' ? error.code : httpStatus)
  );
}
