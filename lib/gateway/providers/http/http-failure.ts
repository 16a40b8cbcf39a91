import type { Failure } from '../../ladder/failure';

/** What a status other than 2xx means, with any server that speaks this protocol and says nothing more. */
export function failureOfStatus(status: number): Failure {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return 'denied';
    case 404:
    case 410:
      return 'missing';
    case 408:
      return 'timeout';
    case 429:
      return 'throttled';
    default:
      // A redirection is followed nowhere: the address is wrong.
      if (status < 400) return 'missing';
      return status >= 500 ? 'unavailable' : 'rejected';
  }
}

/** Undici's codes that are about time; whatever else is thrown is a connection that failed or broke. */
const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'ABORT_ERR'];

export function failureOfError(error: unknown): Failure {
  const { code, name } = error as { code?: string; name?: string };
  if (error instanceof TooLarge) return 'garbled';
  return name === 'AbortError' || TIMEOUTS.includes(code ?? '') ? 'timeout' : 'unreachable';
}

/** An answer that is larger than any model's: it is not held, and not read to its end. */
export class TooLarge extends Error {}
