import { isCollection, isMap, isNode, isScalar, type Node, type Pair, parseDocument } from 'yaml';
import { type Member, Positions } from './positions';

const NOTHING = {};

/** Where values stand in a text that is YAML. */
export function yamlPositions(text: string): Positions<object> {
  const { contents } = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  return new Positions<object>(text, contents ?? NOTHING, (node) => new Map(membersOf(node)));
}

function membersOf(node: unknown): [string, Member<object>][] {
  if (isMap(node)) {
    return (node.items as Pair[]).flatMap(({ key, value }) =>
      isScalar(key) ? placed(String(key.value), key, value) : [],
    );
  }
  return isCollection(node) ? node.items.flatMap((item, index) => placed(String(index), item, item)) : [];
}

function placed(key: string, begins: unknown, value: unknown): [string, Member<object>][] {
  const offset = isNode(begins) ? (begins as Node).range?.[0] : undefined;
  return offset === undefined ? [] : [[key, { offset, value: isNode(value) ? value : NOTHING }]];
}
