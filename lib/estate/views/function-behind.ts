import type { Estate, EstateNode, EstateStack } from '../estate';
import { Reference, Unknown, type Value } from '../value';
import { functionsOf, LAMBDA_FUNCTION } from './functions';
import { Reader } from './reader';

/** The id of the function behind a function's, a version's or an alias's node; undefined when the node is none of them. */
export function functionBehind(estate: Estate, nodeId: string): string | undefined {
  const node = estate.nodes.get(nodeId);
  if (node?.type === LAMBDA_FUNCTION) return node.id;
  if (node === undefined || !POINTERS.has(node.type)) return undefined;
  return functionNamed(estate, node);
}

const POINTERS: ReadonlySet<string> = new Set(['AWS::Lambda::Alias', 'AWS::Lambda::Version']);

/** Both types name their function alike; neither can name the other, so there is no chain to follow. */
function functionNamed(estate: Estate, pointer: EstateNode): string | undefined {
  const name = Reader.of(pointer).value('FunctionName');
  const mentioned = mentionsOf(name).filter((id) => estate.nodes.get(id)?.type === LAMBDA_FUNCTION);
  if (mentioned.length === 1) return mentioned[0];
  return typeof name === 'string' ? functionByName(estate, pointer.stack, name) : undefined;
}

/** A function of the stack's Region by its name, or by an ARN with or without a qualifier. */
export function functionByName(estate: Estate, stack: EstateStack, nameOrArn: string): string | undefined {
  const name = /(?:^|:)function:([^:/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn.split(':')[0];
  const found = functionsOf(estate).filter(
    ({ node, name: own }) => own === name && node.stack.region === stack.region && node.stack.account === stack.account,
  );
  // An Unknown Region equals itself alone, which is the same stack's.
  return found.length === 1 ? found[0]?.node.id : undefined;
}

/** The ids of the nodes that a value refers to. */
export function mentionsOf(value: Value | undefined): string[] {
  if (value instanceof Reference) return [value.nodeId];
  return value instanceof Unknown ? [...new Set(value.mentions.map(({ nodeId }) => nodeId))] : [];
}
