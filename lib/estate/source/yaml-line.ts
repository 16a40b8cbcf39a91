import { isCollection, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** The line (from 1) of the value at a path, in a text that is YAML; keys may have dots, as in `jsonLine`. */
export function yamlLine(text: string, path: string): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const offset = offsetIn(document.contents, path);
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function offsetIn(node: unknown, path: string): number | undefined {
  if (isMap(node)) {
    for (const pair of node.items as Pair[]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key === undefined || (path !== key && !path.startsWith(`${key}.`))) continue;
      const rest = path.slice(key.length + 1);
      return rest === '' ? (pair.key as Node).range?.[0] : offsetIn(pair.value, rest);
    }
    return undefined;
  }
  const [, index, rest] = /^(\d+)(?:\.(.*))?$/s.exec(path) ?? [];
  if (!isCollection(node) || index === undefined) return undefined;
  const item = node.items[Number(index)];
  return rest === undefined ? (item as Node | undefined)?.range?.[0] : offsetIn(item, rest);
}
