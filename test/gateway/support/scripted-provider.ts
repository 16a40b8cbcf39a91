import type { ChatRequest } from '../../../lib/gateway/chat/chat-request';
import type { Part, Provider } from '../../../lib/gateway/ladder/provider';

export const text = (content: string): Part => ({ kind: 'text', text: content });
export const end: Part = { kind: 'end', finishReason: 'stop' };
export const fault = (failure: Extract<Part, { kind: 'fault' }>['failure']): Part => ({ kind: 'fault', failure });

/** Says what it was told to say; `hang` waits until the signal is aborted, `throw` breaks the provider's promise. */
export class ScriptedProvider implements Provider {
  public readonly asked: ChatRequest[] = [];
  public signal: AbortSignal | undefined;

  public constructor(
    public readonly model: string,
    private readonly script: readonly (Part | 'hang' | 'throw')[],
  ) {}

  public async *execute(request: ChatRequest, signal: AbortSignal): AsyncGenerator<Part> {
    this.asked.push(request);
    this.signal = signal;
    for (const step of this.script) {
      if (step === 'throw') throw new Error('a bug');
      if (step === 'hang') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      else yield step;
    }
  }
}

export async function collect(parts: AsyncIterable<Part>): Promise<Part[]> {
  const collected: Part[] = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

export function chatRequest(more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    route: 'chat',
    messages: [{ role: 'user', text: 'hello' }],
    stream: false,
    includeUsage: false,
    stop: [],
    ...more,
  };
}
