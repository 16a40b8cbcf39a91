import type { ChatRequest } from '../chat/chat-request';
import type { Fault, Part, Provider } from './provider';
import { Reading, type ReadingOptions } from './reading';

export type Attempt =
  /** Committed: parts from the first on. A later fault is one of them. */
  | { readonly kind: 'answered'; readonly parts: AsyncIterable<Part> }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface AttemptOptions extends ReadingOptions {
  /** What the whole answer must satisfy. With it a stream, too, is held back until it is whole. */
  readonly accepts?: (answer: string) => boolean;
}

/** In characters. No model answers more; a server that does is broken. */
const LARGEST_HELD = 8 * 1024 * 1024;

/**
 * Asks one provider, and answers once the result can no longer be taken back: with a stream's first content, since
 * the caller has seen it then; with the end of an answer that is held. Until then every fault is a failure, after
 * which the next rung may try.
 */
export async function attempt(provider: Provider, request: ChatRequest, options: AttemptOptions): Promise<Attempt> {
  const reading = new Reading(provider, request, options);
  const held: Part[] = [];
  let size = 0;
  for (;;) {
    const part = await reading.next();
    if (part.kind === 'fault') {
      reading.close();
      return { kind: 'failed', fault: part };
    }
    held.push(part);
    if (part.kind === 'text') size += part.text.length;
    if (size > LARGEST_HELD) {
      reading.close();
      return { kind: 'failed', fault: { kind: 'fault', failure: 'garbled' } };
    }
    if (part.kind === 'end') {
      reading.close();
      return judged(held, options.accepts);
    }
    if (request.stream && options.accepts === undefined && hasContent(held)) {
      reading.commit();
      return { kind: 'answered', parts: rest(held, reading) };
    }
  }
}

function judged(held: readonly Part[], accepts: AttemptOptions['accepts']): Attempt {
  if (!isRefusal(held)) {
    if (!hasContent(held)) return { kind: 'failed', fault: { kind: 'fault', failure: 'empty' } };
    if (accepts?.(textOf(held)) === false) return { kind: 'failed', fault: { kind: 'fault', failure: 'unsatisfying' } };
  }
  return { kind: 'answered', parts: only(held) };
}

/** A content filter's refusal stands: asking the next model would turn an outage's path into a way around it. */
function isRefusal(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === 'end' && part.finishReason === 'content_filter');
}

function hasContent(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === 'text' && part.text.trim() !== '');
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

async function* only(parts: readonly Part[]): AsyncGenerator<Part> {
  yield* parts;
}

async function* rest(held: readonly Part[], reading: Reading): AsyncGenerator<Part> {
  try {
    yield* held;
    for (;;) {
      const part = await reading.next();
      yield part;
      if (part.kind !== 'text') return;
    }
  } finally {
    reading.close();
  }
}
