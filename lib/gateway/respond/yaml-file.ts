import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../../contract/problem';

/** A YAML (or JSON) file that knows where its values stand. */
export interface YamlFile {
  readonly file: string;
  readonly content: unknown;
  /** The line of a value, from 1; of its nearest parent where there is none. */
  lineOf(path: readonly (string | number)[]): number;
  /** Syntax errors; with any, the content says nothing. */
  readonly problems: readonly Problem[];
}

export function parseYamlFile(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return {
    file,
    content: document.errors.length > 0 ? undefined : document.toJS(),
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
    problems: document.errors.map((error) => ({
      code: 'bad-yaml',
      path: '',
      message: `this is no YAML: ${error.message}`,
      mend: 'correct the syntax at this line',
      file,
      line: lines.linePos(error.pos[0]).line,
    })),
  };
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
