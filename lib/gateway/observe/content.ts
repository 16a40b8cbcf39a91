import type { ChatMessage } from '../chat/chat-request';
import type { Part } from '../ladder/provider';
import type { Restart } from '../ladder/restarts';
import type { LoggedMessage } from '../log';

/** In characters, of a prompt's messages together and of an answer: a log takes lines of some 256 kB. */
const LONGEST_LOGGED = 32_768;
const CUT = ' […]';

/** What a route that asks for it has logged of a prompt; an image is named, and never kept. */
export function promptOf(messages: readonly ChatMessage[]): readonly LoggedMessage[] {
  let left = LONGEST_LOGGED;
  // The last ones say most.
  const latest = [...messages].reverse().map((message): LoggedMessage => {
    const text = shortened(textOf(message), left);
    left = Math.max(0, left - text.length);
    return { role: message.role, text };
  });
  return latest.reverse();
}

function textOf(message: ChatMessage): string {
  if (message.role === 'user' && message.content !== undefined) {
    return message.content.map((each) => (each.kind === 'text' ? each.text : `[${each.image.format}]`)).join('\n');
  }
  if (message.role === 'assistant' && message.calls !== undefined) {
    return [message.text, ...message.calls.map(({ name, arguments: args }) => `${name}(${args})`)].join('\n').trim();
  }
  return message.text;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most) + CUT;
}

/** What the caller got, as it goes by; a restart voids what came before. */
export class AnswerKept {
  private kept = '';

  public get text(): string {
    return shortened(this.kept, LONGEST_LOGGED);
  }

  public async *passing<T extends Part | Restart>(parts: AsyncIterable<T> | readonly T[]): AsyncGenerator<T> {
    for await (const part of parts) {
      if (part.kind === 'restart') this.kept = '';
      if (part.kind === 'text') this.keep(part.text);
      if (part.kind === 'call') this.keep(part.begins ? `${part.begins.name} ${part.arguments}` : part.arguments);
      yield part;
    }
  }

  private keep(text: string): void {
    if (this.kept.length <= LONGEST_LOGGED) this.kept += text;
  }
}
