import { ANSWER_PLACE, type Prompt } from '../../contract/ladder';
import type { ChatRequest } from '../chat/chat-request';
import type { Part, Provider } from './provider';

/** The same provider, asked and answering as its rung wants on this route. */
export function prompted(provider: Provider, prompt: Prompt | undefined): Provider {
  if (prompt === undefined) return provider;
  const { template } = prompt;
  return {
    model: provider.model,
    execute: (request, signal, opened) => {
      const parts = provider.execute(asked(request, prompt), signal, opened);
      return template === undefined ? parts : templated(parts, template);
    },
  };
}

function asked(request: ChatRequest, { system, parameters }: Prompt): ChatRequest {
  const messages = [...(system === undefined ? [] : [{ role: 'system', text: system } as const]), ...request.messages];
  return { ...request, ...parameters, messages };
}

/** Blanks at the beginning are held back: a template's words alone are no answer. */
async function* templated(parts: AsyncIterable<Part>, template: string): AsyncGenerator<Part> {
  const [before, after] = template.split(ANSWER_PLACE);
  let blanks = '';
  let begun = false;
  for await (const part of parts) {
    if (part.kind === 'text' && !begun) {
      blanks += part.text;
      if (blanks.trim() === '') continue;
      begun = true;
      yield { kind: 'text', text: before + blanks };
      continue;
    }
    if (part.kind === 'end' && begun && after !== '') yield { kind: 'text', text: after };
    yield part;
  }
}
