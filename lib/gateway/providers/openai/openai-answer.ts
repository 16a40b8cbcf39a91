import { randomUUID } from 'node:crypto';
import type { CallPart, FinishReason, Part, Usage } from '../../ladder/provider';
import { known } from '../known';

/** What is read of a completion or of one chunk; others' servers leave out what they like. */
export interface OpenAiAnswer {
  readonly choices?: readonly {
    readonly message?: OpenAiContent;
    readonly delta?: OpenAiContent;
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly error?: unknown;
}

export interface OpenAiContent {
  readonly content?: string | null;
  /** Why the model does not answer, apart from its answer: it refuses by its rules, as a filter would. */
  readonly refusal?: string | null;
  readonly tool_calls?: readonly OpenAiCall[] | null;
}

interface OpenAiCall {
  /** Which call of the answer a piece belongs to; a whole answer's are in order. */
  readonly index?: number;
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
  readonly extra_content?: { readonly google?: { readonly thought_signature?: string } };
}

/** Undefined for what is no completion and no chunk: the shape is held only as far as it is read. */
export function parseAnswer(text: string): OpenAiAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(answer: unknown): answer is OpenAiAnswer {
  if (typeof answer !== 'object' || answer === null) return false;
  const { choices = [] } = answer as OpenAiAnswer;
  return Array.isArray(choices) && choices.every((choice) => isWellFormed(choice?.message ?? choice?.delta));
}

/** An answer may hold no text: of a tool's call, or in a chunk that only says who speaks. */
function isWellFormed(content: OpenAiContent | undefined): boolean {
  const text: unknown = content?.content ?? content?.refusal;
  const calls: unknown = content?.tool_calls;
  const isText = text === undefined || text === null || typeof text === 'string';
  return isText && (calls === undefined || calls === null || (Array.isArray(calls) && calls.every(isCall)));
}

function isCall(call: OpenAiCall | null): boolean {
  const { index = 0, id = '', function: called = {} } = call ?? {};
  const texts: readonly unknown[] = [id, called?.name ?? '', called?.arguments ?? ''];
  return call !== null && Number.isInteger(index) && texts.every((text) => typeof text === 'string');
}

/**
 * The calls in an answer, or in one chunk of it. `begun` holds those that earlier chunks began: some servers name a call
 * again with every piece of it.
 */
export function callsOf({ tool_calls: calls }: OpenAiContent, begun = new Set<number>()): CallPart[] {
  return (calls ?? []).map(({ index: told, id, function: called, extra_content: extra }, place) => {
    const index = told ?? place;
    const { name, arguments: args = '' } = called ?? {};
    if (!name || begun.has(index)) return { kind: 'call', index, arguments: args };
    begun.add(index);
    const thoughtSignature = extra?.google?.thought_signature;
    // Without an id nobody could answer the call.
    const begins = {
      id: id || `call_${randomUUID()}`,
      name,
      ...(thoughtSignature !== undefined && { thoughtSignature }),
    };
    return { kind: 'call', index, begins, arguments: args };
  });
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
};

/** The only other reason is of functions, which were not given. */
export function endOf(finishReason: string, usage: Usage | undefined): Part {
  const finish = known(FINISH, finishReason);
  return finish === undefined ? { kind: 'fault', failure: 'garbled' } : { kind: 'end', finishReason: finish, usage };
}

export function usageOf({ usage }: OpenAiAnswer): Usage | undefined {
  return usage
    ? { promptTokens: count(usage.prompt_tokens), completionTokens: count(usage.completion_tokens) }
    : undefined;
}

function count(tokens: unknown): number {
  return typeof tokens === 'number' ? tokens : 0;
}
