import type { Golden } from '../../contract/golden';

/** How a stub treats what it is asked; `refuse` is an endpoint that is gone: the connection breaks. */
export type Behaviour = 'ok' | 'throttle' | 'garbage' | 'nonsense' | 'refuse';

/** What a garbled model says: well-formed protocol, no content that anybody could use. */
export const GARBAGE = '';

/** How each rung of one cell behaves now; a rung that was never told otherwise is `ok`. */
export class Behaviours {
  private readonly byRung = new Map<string, Behaviour>();

  public of(rung: string): Behaviour {
    return this.byRung.get(rung) ?? 'ok';
  }

  public set(rung: string, behaviour: Behaviour): void {
    this.byRung.set(rung, behaviour);
  }
}

/** Fluent, and no answer to anything. */
const NONSENSE = 'Colourless green ideas sleep furiously.';

/** Who is asked what. */
export interface Asked {
  readonly model: string;
  readonly cell: string;
  readonly prompt: string;
  /** Prompts of which an answer as expected is known. */
  readonly golden: readonly Pick<Golden, 'ask' | 'example'>[];
}

/** What a stub answers; nobody shall take it for a model's words, but where just these are expected. */
export function stubText({ model, cell, prompt, golden }: Asked, behaviour: Behaviour): string {
  if (behaviour === 'garbage') return GARBAGE;
  const stub = `[stub of ${model} in ${cell.slice(cell.indexOf(':') + 1)}]`;
  if (behaviour === 'nonsense') return `${stub} ${NONSENSE}`;
  const example = golden.find(({ ask }) => ask === prompt)?.example;
  return example ?? `${stub} You said: ${prompt.length > 60 ? `${prompt.slice(0, 60)}…` : prompt}`;
}
