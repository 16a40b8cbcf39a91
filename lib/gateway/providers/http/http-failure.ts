import type { Failure } from '../../ladder/provider';

/** What a status other than 2xx means, with any server that speaks this protocol. */
export function failureOfStatus(status: number): Failure {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  if (status === 408) return 'timeout';
  return status >= 500 ? 'unavailable' : 'rejected';
}

/** Undici's codes that are about time; whatever else is thrown is a connection that failed or broke. */
const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'ABORT_ERR'];

export function failureOfError(error: unknown): Failure {
  const { code, name } = error as { code?: string; name?: string };
  return name === 'AbortError' || TIMEOUTS.includes(code ?? '') ? 'timeout' : 'unreachable';
}
