/** Where a text stops being JSON: the offset of the first character that cannot stand there. */
export interface JsonMistake {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** What is there: nothing more, or a character that cannot stand there. Never the caller's own words. */
  readonly end: boolean;
}

/**
 * Finds it where there is one. `JSON.parse` knows, and tells only for some mistakes; for the others it quotes the text
 * itself, which is nobody's to repeat.
 */
export function jsonMistake(text: string): JsonMistake | undefined {
  const offset = new Scanner(text).run();
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    offset,
    line: before.split('\n').length,
    column: offset - lineStart + 1,
    end: offset >= text.length,
  };
}

const SPACE = /[ \t\n\r]*/y;
/** Up to what ends a string, escapes, or may not stand in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a string
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** What may come next: a value (or a list's end), a key (or an object's end), a colon, or what follows a value. */
type Expected = 'value' | 'item-or-end' | 'key' | 'key-or-end' | 'colon' | 'after';

/** JSON's grammar, without recursion: a body nested a million deep is only a long stack of ours. */
class Scanner {
  private at = 0;
  private expected: Expected = 'value';
  private readonly open: ('{' | '[')[] = [];

  public constructor(private readonly text: string) {}

  public run(): number | undefined {
    for (;;) {
      this.take(SPACE);
      if (this.expected === 'after' && this.open.length === 0) return this.at < this.text.length ? this.at : undefined;
      if (!this.step()) return this.at;
    }
  }

  private step(): boolean {
    const character = this.text[this.at];
    switch (this.expected) {
      case 'value':
        return this.value(character);
      case 'item-or-end':
        return character === ']' ? this.close() : this.value(character);
      case 'key':
        return this.key();
      case 'key-or-end':
        return character === '}' ? this.close() : this.key();
      case 'colon':
        return character === ':' && this.move('value');
      case 'after': {
        const object = this.open.at(-1) === '{';
        if (character === ',') return this.move(object ? 'key' : 'value');
        return character === (object ? '}' : ']') && this.close();
      }
    }
  }

  private value(character: string | undefined): boolean {
    if (character === '{' || character === '[') {
      this.open.push(character);
      return this.move(character === '{' ? 'key-or-end' : 'item-or-end');
    }
    const read = character === '"' ? this.string() : this.take(NUMBER) || this.take(WORD);
    this.expected = 'after';
    return read;
  }

  private key(): boolean {
    this.expected = 'colon';
    return this.string();
  }

  private string(): boolean {
    if (this.text[this.at] !== '"') return false;
    this.at += 1;
    do this.take(PLAIN);
    while (this.take(ESCAPE));
    if (this.text[this.at] !== '"') return false;
    this.at += 1;
    return true;
  }

  private close(): boolean {
    this.open.pop();
    return this.move('after');
  }

  private move(expected: Expected): true {
    this.at += 1;
    this.expected = expected;
    return true;
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const taken = pattern.exec(this.text)?.[0].length ?? 0;
    this.at += taken;
    return taken > 0;
  }
}
