/** How a stub treats what it is asked; `refuse` is an endpoint that is gone: the connection breaks. */
export type Behaviour = 'ok' | 'throttle' | 'garbage' | 'refuse';

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

/** What a stub answers; nobody shall take it for a model's words. */
export function stubText(model: string, cell: string, prompt: string): string {
  const said = prompt.length > 60 ? `${prompt.slice(0, 60)}…` : prompt;
  return `[stub of ${model} in ${cell.slice(cell.indexOf(':') + 1)}] You said: ${said}`;
}
