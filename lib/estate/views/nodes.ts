import type { Estate, EstateNode } from '../estate';
import { Reference, type Value } from '../value';
import { once } from './once';

const byType = once((estate) => {
  const nodes = new Map<string, EstateNode[]>();
  for (const node of estate.nodes.values()) {
    const known = nodes.get(node.type);
    if (known === undefined) nodes.set(node.type, [node]);
    else known.push(node);
  }
  return nodes;
});

export function nodesOfType(estate: Estate, ...types: readonly string[]): readonly EstateNode[] {
  return types.flatMap((type) => byType(estate).get(type) ?? []);
}

export function refersTo(value: Value | undefined, node: EstateNode): boolean {
  return value instanceof Reference && value.nodeId === node.id;
}
