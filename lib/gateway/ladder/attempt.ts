import type { UnsatisfiedRule } from '../../contract/route';
import type { ChatRequest } from '../chat/chat-request';
import { needsOf } from '../chat/needs';
import type { AnswerCheck } from './answer-check';
import type { Pass } from './gate';
import { type Fault, isContent, type Part, type Provider } from './provider';
import { Reading, type ReadingOptions } from './reading';

export type Attempt =
  /** Committed: parts from the first on. A later fault is one of them; a list of them is whole, and has none. */
  { readonly kind: 'answered'; readonly parts: Parts } | { readonly kind: 'failed'; readonly fault: Fault };

export type Parts = AsyncIterable<Part> | readonly Part[];

export interface AttemptOptions extends ReadingOptions {
  /** Told what becomes of the answer: one that breaks off later is the rung's failure too. */
  readonly pass?: Pass;
  /** What the whole answer must satisfy. With it a stream, too, is held back until it is whole. */
  readonly accepts?: AnswerCheck;
}

type End = Extract<Part, { kind: 'end' }>;

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
      return failed(part, options);
    }
    held.push(part);
    if (part.kind === 'text') size += part.text.length;
    if (part.kind === 'call') size += part.arguments.length;
    if (size > LARGEST_HELD) {
      reading.close();
      return failed({ kind: 'fault', failure: 'garbled' }, options);
    }
    if (part.kind === 'end') {
      reading.close();
      return judged(held, part, request, options);
    }
    if (request.stream && options.accepts === undefined && isContent(part)) {
      reading.commit();
      // At once, since nobody may ever read the rest.
      options.pass?.begun();
      return { kind: 'answered', parts: rest(held, reading, options.pass) };
    }
  }
}

function judged(held: readonly Part[], end: End, request: ChatRequest, options: AttemptOptions): Attempt {
  const fault = faultOf(held, end, request, options.accepts);
  if (fault !== undefined) return failed(fault, options);
  options.pass?.succeeded();
  return { kind: 'answered', parts: held };
}

function failed(fault: Fault, { pass }: AttemptOptions): Attempt {
  pass?.failed(fault);
  return { kind: 'failed', fault };
}

/** Of an answer that came to its end. */
function faultOf(
  held: readonly Part[],
  end: End,
  request: ChatRequest,
  accepts: AttemptOptions['accepts'],
): Fault | undefined {
  // A content filter's refusal stands: asking the next model would turn an outage's path into a way around it.
  if (end.finishReason === 'content_filter') return undefined;
  if (!held.some(isContent)) return { kind: 'fault', failure: 'empty' };
  // What asks for a tool is no answer yet, and held to nothing.
  if (held.some(({ kind }) => kind === 'call')) return undefined;
  const rule = unsatisfied(textOf(held), end, request, accepts);
  return rule === undefined ? undefined : { kind: 'fault', failure: 'unsatisfying', rule };
}

/** What words do not satisfy of what was asked for. */
function unsatisfied(
  text: string,
  end: End,
  request: ChatRequest,
  accepts: AttemptOptions['accepts'],
): UnsatisfiedRule | undefined {
  if (needsOf(request).toolCall) return 'tools';
  // What was cut by the caller's own limit is no JSON any more.
  if (request.responseFormat !== undefined && end.finishReason === 'stop' && !isJsonObject(text)) return 'json';
  return accepts?.(text);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** No generator: it would cost each piece of a stream as much as to understand it. */
function rest(held: readonly Part[], reading: Reading, pass: Pass | undefined): AsyncIterableIterator<Part> {
  const first = [...held];
  let closed = false;
  const close = () => {
    if (!closed) {
      pass?.failed({ failure: 'abandoned' });
      reading.close();
    }
    closed = true;
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      if (closed) return close();
      const value = first.shift() ?? (await reading.next());
      if (value.kind === 'end') pass?.succeeded();
      if (value.kind === 'fault') pass?.failed(value);
      if (value.kind === 'end' || value.kind === 'fault') close();
      return { done: false, value };
    },
    return: async () => close(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
