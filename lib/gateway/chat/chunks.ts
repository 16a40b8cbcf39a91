import { BODY_MEMBER } from '../../contract/http';
import { errorBody } from '../errors';
import type { Note } from '../handled';
import type { CallPart, FinishReason, Part } from '../ladder/provider';
import type { Restart } from '../ladder/restarts';
import { type Envelope, usageOf } from './completion';
import { toolCall } from './tool-calls';

export interface Streamed {
  /** Sends a last chunk with the usage, where the provider tells it. */
  readonly includeUsage: boolean;
  /** Names the answer that takes a broken one's place. */
  onRestart(restart: Restart): Envelope;
  /** Told once, after the last byte or when the caller has left: how the answer ended that the caller got. */
  onClosed(ending: Note): void;
}

/**
 * An answer as server-sent events in OpenAI's shape. The first chunk says what serves. A stream that breaks ends with
 * an error event and without `[DONE]`, so that no client can take it for whole; or, where the route allows it, a
 * restart event voids what came before, and the answer begins again under a new id.
 */
export async function* chunks(
  first: Envelope,
  parts: AsyncIterable<Part | Restart> | readonly Part[],
  { includeUsage, onRestart, onClosed }: Streamed,
): AsyncGenerator<string> {
  let envelope = first;
  let said = textChunks(first);
  let ending: Note = { broken: 'abandoned' };
  try {
    yield beginning(envelope);
    for await (const part of parts) {
      switch (part.kind) {
        case 'text':
          yield said(part.text);
          break;
        case 'call':
          yield chunk(envelope, { tool_calls: [callDelta(part)] }, null);
          break;
        case 'end':
          yield chunk(envelope, {}, part.finishReason);
          if (includeUsage && part.usage) yield event(envelope, [], { usage: usageOf(part.usage) });
          yield 'data: [DONE]\n\n';
          ending = { finishReason: part.finishReason, ...part.usage };
          break;
        case 'restart': {
          const voided = envelope.id;
          envelope = onRestart(part);
          said = textChunks(envelope);
          yield `event: restart\n${event(envelope, [], { [BODY_MEMBER]: { voided } })}`;
          yield beginning(envelope);
          break;
        }
        case 'fault':
          ending = { broken: part.failure };
          yield `event: error\n${data(errorBody('stream-broken', `the answer broke off: ${part.failure}`))}`;
          break;
      }
    }
  } finally {
    onClosed(ending);
  }
}

function beginning(envelope: Envelope): string {
  return chunk(envelope, { role: 'assistant', content: '' }, null, { [BODY_MEMBER]: envelope.servedBy });
}

/** What stands around a text is the same in all chunks of an answer, and most of them: it is made once. */
function textChunks(envelope: Envelope): (text: string) => string {
  const place = '\0';
  const [before, after] = chunk(envelope, { content: place }, null).split(JSON.stringify(place));
  return (text) => before + JSON.stringify(text) + after;
}

function chunk(envelope: Envelope, delta: object, finishReason: FinishReason | null, more?: object): string {
  return event(envelope, [{ index: 0, delta, logprobs: null, finish_reason: finishReason }], more);
}

function callDelta({ index, begins, arguments: args }: CallPart) {
  return begins === undefined
    ? { index, function: { arguments: args } }
    : { index, ...toolCall({ ...begins, arguments: args }) };
}

function event({ id, created, servedBy: { model } }: Envelope, choices: readonly object[], more?: object): string {
  return data({ id, object: 'chat.completion.chunk', created, model, choices, ...more });
}

function data(told: object): string {
  return `data: ${JSON.stringify(told)}\n\n`;
}
