import { dirname, resolve } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { InvalidConfiguration } from '../contract/problem';
import type { ProblemCode } from './codes';
import { problemOf } from './finding';
import type { DocumentPath } from './path';
import type { DocumentSource } from './source';
import { syntaxErrors } from './yaml-syntax';

/** Aliases are welcome (a shared prompt, a list of cells); a hundred of them, expanded, are an attack. */
const MOST_ALIASES = 100;

export interface ReadDocument {
  readonly document: unknown;
  readonly source: DocumentSource;
}

/** Reads YAML text; throws InvalidConfiguration with a line for all that makes it none. */
export function readYaml(text: string, file: string): ReadDocument {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, stringKeys: true, logLevel: 'error' });
  const source = sourceOf(parsed, lines, file);
  if (text.includes('\0')) {
    throw refusal(
      source,
      'not-yaml',
      'The file is no text: the top of it must be keys (`service: …`); this is binary.',
      'name the serving.yaml itself',
    );
  }
  if (parsed.errors.length > 0) {
    throw new InvalidConfiguration(
      syntaxErrors(parsed, text).map(({ finding, place }) => ({
        ...problemOf(finding, source),
        line: lines.linePos(place).line,
      })),
    );
  }
  if (parsed.contents === null || (isScalar(parsed.contents) && parsed.contents.value === null)) {
    throw refusal(
      source,
      'empty-file',
      'The file declares nothing.',
      'begin with `service: NAME`; see `understudy schema`',
    );
  }
  try {
    return { document: parsed.toJS({ maxAliasCount: MOST_ALIASES }), source };
  } catch (error) {
    const message = (error as Error).message;
    throw /alias count/.test(message)
      ? refusal(
          source,
          'too-many-aliases',
          `Its aliases expand too far (bound: ${MOST_ALIASES}).`,
          'write the values out',
        )
      : refusal(source, 'not-yaml', message, 'define the anchor before its alias');
  }
}

function refusal(source: DocumentSource, code: ProblemCode, message: string, mend: string): InvalidConfiguration {
  return new InvalidConfiguration([problemOf({ code, path: [], message, mend }, source)]);
}

function sourceOf(parsed: Document.Parsed, lines: LineCounter, file: string): DocumentSource {
  return {
    file,
    directory: dirname(resolve(file)),
    locate: (path) => lines.linePos(walk(parsed, path).place).line,
    textOf: (path) => {
      const { node } = walk(parsed, path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** Goes as far along the path as there is something; `node` only when it went all the way. */
function walk(parsed: Document.Parsed, path: DocumentPath): { node?: Node; place: number } {
  let node: Node | undefined = parsed.contents ?? undefined;
  let place = node?.range?.[0] ?? 0;
  for (const step of path) {
    const parent = isAlias(node) ? node.resolve(parsed) : node;
    const child = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === step)
      : isSeq(parent) && typeof step === 'number'
        ? parent.items[step]
        : undefined;
    // A key's own line is where people look, not the one on which its value begins.
    const named = isPair(child) ? child.key : child;
    if (isNode(named) && named.range) place = named.range[0];
    const value = isPair(child) ? child.value : child;
    node = isNode(value) ? value : undefined;
  }
  return { node, place };
}
