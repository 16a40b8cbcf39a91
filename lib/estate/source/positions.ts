import { LineStarts } from './line-starts';

/** The members of an object, or the items of a list, by key or index, with where each begins in the text. */
export type Members<N> = ReadonlyMap<string, Member<N>>;

export interface Member<N> {
  /** Of its key; an item has none, and begins itself there. */
  readonly offset: number;
  readonly value: N;
}

/** Where the values of a text stand. A report asks for many places of one text, so what was read once is kept. */
export class Positions<N> {
  private readonly known = new Map<N, Members<N>>();
  private readonly lines: LineStarts;

  /** @param read what is inside of a value; nothing where it has no inside */
  public constructor(
    text: string,
    private readonly root: N,
    private readonly read: (value: N) => Members<N>,
  ) {
    this.lines = new LineStarts(text);
  }

  /** @param path keys and indexes, joined by dots; a key may have dots itself. @returns the line, from 1 */
  public line(path: string): number | undefined {
    const offset = this.find(this.root, path);
    return offset === undefined ? undefined : this.lines.lineAt(offset);
  }

  private find(container: N, path: string): number | undefined {
    const members = this.members(container);
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const member = members.get(path.slice(0, dot));
      const found = member === undefined ? undefined : this.find(member.value, path.slice(dot + 1));
      if (found !== undefined) return found;
    }
    return members.get(path)?.offset;
  }

  private members(container: N): Members<N> {
    const known = this.known.get(container);
    if (known !== undefined) return known;
    const members = this.read(container);
    this.known.set(container, members);
    return members;
  }
}
