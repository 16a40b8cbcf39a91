import { readFileSync } from 'node:fs';
import { isYaml } from '../cloudformation/template-text';
import type { EstateNode } from '../estate';
import { jsonLine } from './json-line';
import { placeOf } from './place-of';
import { yamlLine } from './yaml-line';

/** Texts of files that were asked for: a report asks for many lines of one. */
const texts = new Map<string, string>();

/**
 * The line of a resource in its file, or of a property of it where it is written there. Reads the file again, so that
 * only who asks for a line pays for it.
 * @returns undefined where the file is gone or is no text that people read (a plan)
 */
export function lineOf(node: EstateNode, property?: string): number | undefined {
  const file = node.file ?? node.stack.path;
  try {
    const text = texts.get(file) ?? readFileSync(file, 'utf8');
    texts.set(file, text);
    const lineAt = isYaml(file, text) ? yamlLine : jsonLine;
    const resource = placeOf(node);
    const exact = property === undefined ? undefined : lineAt(text, `${resource.properties}.${property}`);
    return exact ?? lineAt(text, resource.itself);
  } catch {
    return undefined;
  }
}
