import type { Problem } from '../problem';
import { LineStarts } from './line-starts';
import type { Collection } from './yaml-members';

/** A key that stands twice in one object, and where in the text it does. */
export interface WrittenTwice {
  readonly key: string;
  readonly first: number;
  readonly again: number;
}

/** Those of a text in YAML. */
export function yamlKeysTwice(collections: ReadonlyMap<number, Collection>): WrittenTwice[] {
  return [...collections.values()]
    .filter(({ kind }) => kind === 'map')
    .flatMap(({ members }) => {
      const keys = new Map<string, number>();
      return members.flatMap(([key, { offset }]) => {
        const first = keys.get(key);
        if (first !== undefined) return [{ key, first, again: offset }];
        keys.set(key, offset);
        return [];
      });
    });
}

/** Which of two would count is the reader's choice, and each tool's is another: the text is refused. */
export function refusedTwice(text: string, twice: readonly WrittenTwice[]): Omit<Problem, 'file'>[] {
  if (twice.length === 0) return [];
  const lines = new LineStarts(text);
  return twice.map(({ key, first, again }) => ({
    code: 'key-written-twice',
    path: '',
    line: lines.lineAt(again),
    message: 'A key stands twice in one object.',
    found: `${key}, on line ${lines.lineAt(first)} and on line ${lines.lineAt(again)}`,
    mend: 'take one of them away: which of them counts differs from reader to reader',
  }));
}
