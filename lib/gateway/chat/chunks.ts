import { BODY_MEMBER } from '../../contract/http';
import { errorBody } from '../errors';
import type { Failure } from '../ladder/failure';
import type { CallPart, FinishReason, Part, Usage } from '../ladder/provider';
import type { Restart } from '../ladder/restarts';
import { type Envelope, usageOf } from './completion';
import { toolCall } from './tool-calls';

export interface Streamed {
  /** Sends a last chunk with the usage, where the provider tells it. */
  readonly includeUsage: boolean;
  /** Names the answer that takes a broken one's place. */
  onRestart(restart: Restart): Envelope;
  /** Told how the whole answer ended, and what it used where the provider tells it. */
  onEnd(finishReason: FinishReason, usage: Usage | undefined): void;
  /** Told of the fault that broke the stream. */
  onBroken(failure: Failure): void;
}

/**
 * An answer as server-sent events in OpenAI's shape. The first chunk says what serves. A stream that breaks ends with
 * an error event and without `[DONE]`, so that no client can take it for whole; or, where the route allows it, a
 * restart event voids what came before, and the answer begins again under a new id.
 */
export async function* chunks(
  first: Envelope,
  parts: AsyncIterable<Part | Restart> | readonly Part[],
  { includeUsage, onRestart, onEnd, onBroken }: Streamed,
): AsyncGenerator<string> {
  let envelope = first;
  const chunk = (delta: object, finishReason: FinishReason | null, more?: object) =>
    event(envelope, [{ index: 0, delta, logprobs: null, finish_reason: finishReason }], more);
  const beginning = () => chunk({ role: 'assistant', content: '' }, null, { [BODY_MEMBER]: envelope.servedBy });

  yield beginning();
  for await (const part of parts) {
    switch (part.kind) {
      case 'text':
        yield chunk({ content: part.text }, null);
        break;
      case 'call':
        yield chunk({ tool_calls: [callDelta(part)] }, null);
        break;
      case 'end':
        onEnd(part.finishReason, part.usage);
        yield chunk({}, part.finishReason);
        if (includeUsage && part.usage) yield event(envelope, [], { usage: usageOf(part.usage) });
        yield 'data: [DONE]\n\n';
        break;
      case 'restart': {
        const voided = envelope.id;
        envelope = onRestart(part);
        yield `event: restart\n${event(envelope, [], { [BODY_MEMBER]: { voided } })}`;
        yield beginning();
        break;
      }
      case 'fault':
        onBroken(part.failure);
        yield `event: error\n${data(errorBody('stream-broken', `the answer broke off: ${part.failure}`))}`;
        break;
    }
  }
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
