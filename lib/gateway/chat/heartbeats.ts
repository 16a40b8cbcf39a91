import type { Clock } from '../clock';

/**
 * Shorter than what sits between us and a caller waits on a silent stream.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html (five minutes; load
 * balancers of the callers' own often wait one)
 */
const QUIET_MILLISECONDS = 10_000;

/** A comment of server-sent events: every client passes over it. */
const HEARTBEAT = ': still here\n\n';

/** The same events, with a heartbeat whenever the next one is long in coming. */
export async function* withHeartbeats(events: AsyncIterable<string>, clock: Clock): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      let result = await orQuiet(next, clock);
      while (result === undefined) {
        yield HEARTBEAT;
        result = await orQuiet(next, clock);
      }
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    // Not waited for: a provider that is being left may still hold the last call to `next`.
    iterator.return?.().then(undefined, () => undefined);
  }
}

/** Undefined when nothing comes for a while. */
function orQuiet<T>(next: Promise<T>, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(QUIET_MILLISECONDS, () => resolve(undefined));
    next.then(resolve, reject).finally(cancel);
  });
}
