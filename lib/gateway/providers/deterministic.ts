import type { ChatRequest } from '../chat/chat-request';
import type { Part, Provider } from '../ladder/provider';
import type { Responder } from '../respond/responder';

/** The last tier: answers from what was baked, to the caller's last question. Asks nobody. */
export function deterministicProvider(respond: Responder): Provider {
  return {
    model: 'deterministic',
    async *execute(request: ChatRequest): AsyncGenerator<Part> {
      const question = request.messages.filter(({ role }) => role === 'user').at(-1)?.text ?? '';
      const { text: answer } = respond(question, request.metadata);
      // Words one by one: a client that only ever saw streams must not meet its first whole answer in an outage.
      const texts = request.stream ? (answer.match(/\s*\S+\s*?(?=\s|$)/g) ?? [answer]) : [answer];
      for (const text of texts) yield { kind: 'text', text };
      yield { kind: 'end', finishReason: 'stop', usage: { promptTokens: 0, completionTokens: 0 } };
    },
  };
}
