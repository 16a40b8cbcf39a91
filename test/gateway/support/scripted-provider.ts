import type { ChatRequest } from '../../../lib/gateway/chat/chat-request';
import { type Clock, systemClock } from '../../../lib/gateway/clock';
import type { Part, Provider } from '../../../lib/gateway/ladder/provider';

export const text = (content: string): Part => ({ kind: 'text', text: content });
export const end: Part = { kind: 'end', finishReason: 'stop' };
export const fault = (failure: Extract<Part, { kind: 'fault' }>['failure']): Part => ({ kind: 'fault', failure });

/**
 * `open` says that the headers are there, `hang` waits until the signal is aborted, `throw` breaks the provider's
 * promise, and a pause lasts so many milliseconds of the clock.
 */
export type Script = readonly (Part | 'open' | 'hang' | 'throw' | { readonly pause: number })[];

/** Says what it was told to say. */
export class ScriptedProvider implements Provider {
  public readonly asked: ChatRequest[] = [];
  /** What each call said while it was listened to. */
  public readonly said: Part[][] = [];
  public signal: AbortSignal | undefined;
  /** Has the last call come to its end, or been left in good order? */
  public closed = false;

  public constructor(
    public readonly model: string,
    /** Another script for each call; the last one from then on. */
    private readonly scripts: Script | readonly Script[],
    private readonly clock: Clock = systemClock,
  ) {}

  public async *execute(request: ChatRequest, signal: AbortSignal, opened?: () => void): AsyncGenerator<Part> {
    this.asked.push(request);
    const said: Part[] = [];
    this.said.push(said);
    this.signal = signal;
    this.closed = false;
    try {
      for await (const part of this.say(signal, opened)) {
        if (!signal.aborted) said.push(part);
        yield part;
      }
    } finally {
      this.closed = true;
    }
  }

  private async *say(signal: AbortSignal, opened?: () => void): AsyncGenerator<Part> {
    for (const step of this.script()) {
      if (step === 'throw') throw new Error('a bug');
      else if (step === 'open') opened?.();
      else if (step === 'hang') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      else if ('pause' in step) await new Promise<void>((resolve) => this.clock.after(step.pause, resolve));
      else yield step;
    }
  }

  private script(): Script {
    const [first] = this.scripts;
    if (!Array.isArray(first)) return this.scripts as Script;
    return (this.scripts as readonly Script[])[Math.min(this.asked.length, this.scripts.length) - 1];
  }
}

/** Lets everything that waits for nothing but its turn have it. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}

export async function collect(parts: AsyncIterable<Part> | readonly Part[]): Promise<Part[]> {
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
