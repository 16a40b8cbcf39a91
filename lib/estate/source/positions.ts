/** The members of an object, or the items of a list, by key or index, with where each begins in the text. */
export type Members<N> = ReadonlyMap<string, Member<N>>;

export interface Member<N> {
  /** Of its key; an item has none, and begins itself there. */
  readonly offset: number;
  readonly value: N;
}

/** Where the values of a text stand. A report asks for many places of one text, so what was read once is kept. */
export class Positions<N extends object | number> {
  private readonly known = new Map<N, Members<N>>();
  private readonly lineStarts: readonly number[];

  /** @param read what is inside of a value; nothing where it has no inside */
  public constructor(
    text: string,
    private readonly root: N,
    private readonly read: (value: N) => Members<N>,
  ) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
  }

  /** @param path keys and indexes, joined by dots; a key may have dots itself. @returns the line, from 1 */
  public line(path: string): number | undefined {
    const offset = this.find(this.root, path);
    return offset === undefined ? undefined : this.lineAt(offset);
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

  /** The last line that begins no later. */
  private lineAt(offset: number): number {
    let [low, high] = [0, this.lineStarts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
