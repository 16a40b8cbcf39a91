import { join, relative } from 'node:path';
import type { EstateNode, EstateStack } from '../estate/estate';
import { lineOf } from '../estate/source/line-of';
import { isNode, type Remark, type Rule, type Severity } from './rule';

/** What a rule found, and where. */
export interface Finding {
  readonly rule: Rule;
  readonly kind: Remark['kind'];
  readonly severity: Severity;
  readonly message: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly place: FindingPlace;
}

/** As far as there is one place: a rule may find that something is nowhere. */
export interface FindingPlace {
  /** Stable from run to run: the node's id, or the stack's name, or `estate`. */
  readonly id: string;
  readonly node?: EstateNode;
  readonly stack?: EstateStack;
  /** Inside the resource's properties. */
  readonly path?: string;
}

export function findingOf(rule: Rule, { kind, at, path, message, found, allowed }: Remark): Finding {
  const node = at !== undefined && isNode(at) ? at : undefined;
  const stack = node?.stack ?? (at as EstateStack | undefined);
  return {
    rule,
    kind,
    severity: rule.severity,
    message,
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
    place: {
      id: node?.id ?? stack?.name ?? 'estate',
      ...(node === undefined ? {} : { node }),
      ...(stack === undefined ? {} : { stack }),
      ...(path === undefined ? {} : { path }),
    },
  };
}

/** Where a person looks: the file from where they stand, and the line where it can be found out. */
export interface Location {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** The template's place; undefined where the finding is nobody's. */
export function locationOf({ node, stack, path }: FindingPlace, from = process.cwd()): Location | undefined {
  if (stack === undefined) return undefined;
  const line = node === undefined ? undefined : lineOf(node, path);
  return { file: seenFrom(from, node?.file ?? stack.path), ...(line === undefined ? {} : { line }) };
}

/** The line of the program that made the construct, where the assembly kept it (`CDK_DEBUG=true cdk synth`). */
export function sourceOf({ node }: FindingPlace, from = process.cwd()): Location | undefined {
  const source = node?.source;
  return source === undefined ? undefined : { ...source, file: seenFrom(from, source.file) };
}

function seenFrom(folder: string, file: string): string {
  const path = relative(folder, file).replaceAll('\\', '/');
  return path.startsWith('../../..') ? join(file) : path;
}
