import type { Estate, EstateNode } from '../estate';
import { Reference, type Value } from '../value';

export function nodesOfType(estate: Estate, type: string): EstateNode[] {
  return [...estate.nodes.values()].filter((node) => node.type === type);
}

export function refersTo(value: Value | undefined, node: EstateNode): boolean {
  return value instanceof Reference && value.nodeId === node.id;
}
