import type { Clock } from '../../clock';
import { type GoogleApi, type GoogleCall, GoogleRefusal } from '../../platform/google/google-api';
import { wait } from '../wait';

const PAUSE_MILLISECONDS = 100;
const ATTEMPTS = 2;

/** Milliseconds that are left of a time that began just now. */
export type Left = () => number;

export function timeOf(milliseconds: number, clock: Clock): Left {
  const until = clock.now() + milliseconds;
  return () => Math.max(1, until - clock.now());
}

/** One call of a service, made once more where what went wrong passes by itself, all within the time. */
export async function persistent(
  api: GoogleApi,
  call: Omit<GoogleCall, 'within'>,
  left: Left,
  clock: Clock,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await api.call({ ...call, within: left() });
    } catch (error) {
      if (attempt === ATTEMPTS || !passes(error) || left() <= PAUSE_MILLISECONDS) throw error;
      await wait(clock, PAUSE_MILLISECONDS);
    }
  }
}

/**
 * A connection that broke, a server that is not there just now, two who wrote at once. Not what took too long: there is
 * no time left for it.
 * @see https://docs.cloud.google.com/firestore/native/docs/understand-error-codes
 */
function passes(error: unknown): boolean {
  if (error instanceof GoogleRefusal) return error.status >= 500 || error.name === 'ABORTED';
  return !['TimeoutError', 'AbortError'].includes((error as Error).name);
}
