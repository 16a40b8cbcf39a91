/**
 * Calls with a signal of this one call's own, which is aborted with another that may live as long as the process, and
 * would keep something of each call.
 */
export async function linked<T>(stop: AbortSignal | undefined, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const abort = () => own.abort();
  if (stop?.aborted === true) abort();
  stop?.addEventListener('abort', abort);
  try {
    return await call(own.signal);
  } finally {
    stop?.removeEventListener('abort', abort);
  }
}
