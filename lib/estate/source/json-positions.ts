import { type Member, Positions } from './positions';

/** Where values stand in a text that is JSON. A value is known by its offset; nothing is built of what is passed over. */
export function jsonPositions(text: string): Positions<number> {
  return new Positions<number>(text, 0, (offset) => new JsonScanner(text, offset).members());
}

class JsonScanner {
  public constructor(
    private readonly text: string,
    private at: number,
  ) {}

  public members(): Map<string, Member<number>> {
    const members = new Map<string, Member<number>>();
    this.space();
    const isList = this.text[this.at] === '[';
    if (!isList && this.text[this.at] !== '{') return members;
    do {
      this.at += 1; // the bracket, or the comma
      this.space();
      const offset = this.at;
      if (this.text[offset] === ']' || this.text[offset] === '}') return members;
      const key = isList ? String(members.size) : this.key();
      if (key === undefined) return members;
      this.space();
      members.set(key, { offset, value: this.at });
      this.skipValue();
      this.space();
    } while (this.text[this.at] === ',');
    return members;
  }

  /** The key, and past its colon. */
  private key(): string | undefined {
    const start = this.at;
    if (this.text[start] !== '"') return undefined;
    this.skipText();
    const key = keyOf(this.text.slice(start, this.at));
    this.space();
    this.at += 1;
    return key;
  }

  private skipValue(): void {
    this.space();
    let depth = 0;
    while (this.at < this.text.length) {
      const character = this.text[this.at];
      if (character === '"') this.skipText();
      else {
        if (depth === 0 && (character === ',' || character === '}' || character === ']')) return;
        if (character === '{' || character === '[') depth += 1;
        if (character === '}' || character === ']') depth -= 1;
        this.at += 1;
      }
      if (depth === 0 && (character === '"' || character === '}' || character === ']')) return;
    }
  }

  private skipText(): void {
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at += 1;
  }

  private space(): void {
    while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at += 1;
  }
}

function keyOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
