/** Text that is markup already, and is not escaped again. */
export class Markup {
  public constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup with whatever is put into it escaped: names come from templates, and anybody may have written those. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(literals.reduce((text, literal, index) => `${text}${textOf(parts[index - 1])}${literal}`));
}

/** What is known to be markup: a style sheet, a picture that was put together. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function textOf(part: Part): string {
  if (part instanceof Markup) return String(part);
  if (typeof part === 'object') return part.map(textOf).join('');
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
