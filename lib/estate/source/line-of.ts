import { readFileSync } from 'node:fs';
import { isYaml } from '../cloudformation/template-text';
import type { EstateNode, EstateStack } from '../estate';
import { withoutMark } from './decode';
import { jsonPositions } from './json-positions';
import { placeOf } from './place-of';
import { yamlPositions } from './yaml-positions';

type Lines = (path: string) => number | undefined;

/** By file, of the stacks that were asked for: a report asks for many lines of one. */
const known = new WeakMap<EstateStack, Map<string, Lines>>();

/**
 * The line of a resource in its file, or of a property of it where it is written there. Reads the file again, so that
 * only who asks for a line pays for it.
 * @returns undefined where the file is gone or is no text that people read (a plan)
 */
export function lineOf(node: EstateNode, property?: string): number | undefined {
  const lines = linesOf(node.stack, node.file ?? node.stack.path);
  const resource = placeOf(node);
  const exact = property === undefined ? undefined : lines(`${resource.properties}.${property}`);
  return exact ?? lines(resource.itself);
}

function linesOf(stack: EstateStack, file: string): Lines {
  const files = known.get(stack) ?? new Map<string, Lines>();
  known.set(stack, files);
  const lines = files.get(file) ?? read(file);
  files.set(file, lines);
  return lines;
}

function read(file: string): Lines {
  try {
    const text = withoutMark(readFileSync(file, 'utf8'));
    const positions = isYaml(file, text) ? yamlPositions(text) : jsonPositions(text);
    return (path) => positions.line(path);
  } catch {
    return () => undefined;
  }
}
