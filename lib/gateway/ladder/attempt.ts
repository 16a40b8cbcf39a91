import type { ChatRequest } from '../chat/chat-request';
import type { Clock } from '../clock';
import type { Failure, Part, Provider } from './provider';

export type Attempt =
  /** Committed: parts from the first on. A later fault is one of them. */
  | { readonly kind: 'answered'; readonly parts: AsyncIterable<Part> }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Limits {
  readonly clock: Clock;
  /** Aborted when the caller has gone. */
  readonly caller: AbortSignal;
  /** Milliseconds until the answer must be committed. */
  readonly commitWithin: number;
  /** Milliseconds until its last part. */
  readonly endWithin: number;
}

/**
 * Asks one provider, and answers once the result can no longer be taken back: with a stream's first content, since
 * the caller has seen it then; with the end of a whole answer. Until then every fault is a failure, after which the
 * next rung may try.
 */
export async function attempt(provider: Provider, request: ChatRequest, limits: Limits): Promise<Attempt> {
  const control = new AbortController();
  const leave = () => control.abort();
  if (limits.caller.aborted) leave();
  limits.caller.addEventListener('abort', leave, { once: true });
  let cancelTimer = limits.clock.after(limits.commitWithin, leave);
  const incoming = incomingOf(provider.execute(request, control.signal), control.signal, limits.caller);
  const close = () => {
    cancelTimer();
    limits.caller.removeEventListener('abort', leave);
    control.abort();
    incoming.close();
  };
  const held: Part[] = [];
  for (;;) {
    const part = await incoming.next();
    if (part.kind === 'fault') {
      close();
      return { kind: 'failed', failure: part.failure };
    }
    held.push(part);
    if (part.kind === 'end') {
      close();
      return hasContent(held) ? { kind: 'answered', parts: only(held) } : { kind: 'failed', failure: 'empty' };
    }
    if (request.stream && hasContent(held)) {
      cancelTimer();
      cancelTimer = limits.clock.after(limits.endWithin, leave);
      return { kind: 'answered', parts: rest(held, incoming, close) };
    }
  }
}

/** A refusal by a content filter counts: asking the next model would turn an outage's path into a way around it. */
function hasContent(parts: readonly Part[]): boolean {
  return parts.some(
    (part) =>
      (part.kind === 'text' && part.text.trim() !== '') ||
      (part.kind === 'end' && part.finishReason === 'content_filter'),
  );
}

async function* only(parts: readonly Part[]): AsyncGenerator<Part> {
  yield* parts;
}

async function* rest(held: readonly Part[], incoming: Incoming, close: () => void): AsyncGenerator<Part> {
  try {
    yield* held;
    for (;;) {
      const part = await incoming.next();
      yield part;
      if (part.kind !== 'text') return;
    }
  } finally {
    close();
  }
}

interface Incoming {
  /** The next part; a fault when the provider ends without one, throws, or outlives the signal. */
  next(): Promise<Part>;
  /** Lets the provider clean up, whether or not it was read to its end. */
  close(): void;
}

/** Holds a provider to its word, so that one that hangs or throws cannot take the ladder with it. */
function incomingOf(parts: AsyncIterable<Part>, signal: AbortSignal, caller: AbortSignal): Incoming {
  const iterator = parts[Symbol.asyncIterator]();
  const aborted = new Promise<Part>((resolve) => {
    const stop = () => resolve(fault(caller.aborted ? 'abandoned' : 'timeout'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return {
    next: () =>
      Promise.race([
        aborted,
        iterator.next().then(
          (result) => (result.done === true ? fault('truncated') : result.value),
          () => fault('garbled'),
        ),
      ]),
    close: () => {
      iterator.return?.().then(undefined, () => undefined);
    },
  };
}

function fault(failure: Failure): Part {
  return { kind: 'fault', failure };
}
