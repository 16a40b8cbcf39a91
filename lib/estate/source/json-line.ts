/**
 * The line (from 1) on which the value at a path begins, in a text that is JSON. Reads no further than there, and builds
 * nothing.
 * @param path keys and indexes, joined by dots; a key may have dots itself
 */
export function jsonLine(text: string, path: string): number | undefined {
  const offset = new JsonScanner(text).find(path);
  if (offset === undefined) return undefined;
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}

class JsonScanner {
  private at = 0;

  public constructor(private readonly text: string) {}

  /** The offset of the member's key, or of the list's item; undefined where there is no such place. */
  public find(path: string): number | undefined {
    let rest = path;
    let found: number | undefined;
    while (rest !== '') {
      this.space();
      const step = this.text[this.at] === '{' ? this.member(rest) : this.item(rest);
      if (step === undefined) return undefined;
      found = step.offset;
      rest = step.rest;
    }
    return found;
  }

  /** Goes to the value of the member by whose key the path begins. */
  private member(path: string): { offset: number; rest: string } | undefined {
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') return undefined;
      const offset = this.at;
      this.skipText();
      const key = keyOf(this.text.slice(offset, this.at));
      this.space();
      this.at += 1; // the colon
      if (path === key || path.startsWith(`${key}.`)) return { offset, rest: path.slice(key.length + 1) };
      this.skipValue();
      this.space();
      if (this.text[this.at] !== ',') return undefined;
      this.at += 1;
    }
  }

  private item(path: string): { offset: number; rest: string } | undefined {
    const [, index, rest = ''] = /^(\d+)(?:\.(.*))?$/s.exec(path) ?? [];
    if (this.text[this.at] !== '[' || index === undefined) return undefined;
    this.at += 1;
    for (let passed = 0; passed < Number(index); passed += 1) {
      this.skipValue();
      this.space();
      if (this.text[this.at] !== ',') return undefined;
      this.at += 1;
    }
    this.space();
    return { offset: this.at, rest };
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
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
