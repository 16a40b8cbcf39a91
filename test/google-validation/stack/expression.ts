import type { Json } from './terraform-json';

/** What an expression reads: an element's attribute, a local, a variable. */
export interface Reference {
  /** `google_pubsub_topic.Jobs`, `data.google_project.This`, `local.x`, `var.x`. */
  readonly address: string;
  /** The attribute and what lies below it, without list positions: `['template', 'service_account']`. */
  readonly steps: readonly string[];
}

export interface Read {
  readonly references: readonly Reference[];
  /** Parts that this reader does not understand. Nothing is claimed of them. */
  readonly notUnderstood: readonly string[];
}

const TRAVERSAL = /[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\d+|\*)|\[(?:\d+|\*|"[^"]*")\])*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORDS = new Set(['true', 'false', 'null']);
/** Roots that Terraform itself fills in. */
const GIVEN = new Set(['path', 'terraform', 'each', 'count', 'self']);

/** Every reference in a value, wherever it lies; comments (`//`) are no part of it. */
export function readExpressions(value: Json): Read {
  const read = { references: [] as Reference[], notUnderstood: [] as string[] };
  const visit = (node: Json): void => {
    if (typeof node === 'string') for (const expression of interpolations(node)) readExpression(expression, read);
    else if (Array.isArray(node)) node.forEach(visit);
    else if (node !== null && typeof node === 'object')
      for (const [key, child] of Object.entries(node)) if (key !== '//') visit(child);
  };
  visit(value);
  return read;
}

/** The reference, when the value is `${reference}` and nothing beside it. */
export function loneReference(value: Json | undefined): Reference | undefined {
  if (typeof value !== 'string') return undefined;
  const [, expression] = /^\$\{([^{}"]*(?:"[^"]*"[^{}"]*)*)\}$/.exec(value) ?? [];
  TRAVERSAL.lastIndex = 0;
  if (expression === undefined || TRAVERSAL.exec(expression)?.[0] !== expression) return undefined;
  return referenceOf(expression);
}

/** The text of each `${…}` of a template; `$${` is Terraform's escape for the letters themselves. */
export function interpolations(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('$${', at)) at += 2;
    else if (text.startsWith('${', at)) {
      const end = endOfInterpolation(text, at + 2);
      found.push(text.slice(at + 2, end));
      at = end;
    }
  }
  return found;
}

function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    STRING.lastIndex = at;
    const string = text[at] === '"' ? STRING.exec(text)?.[0] : undefined;
    if (string !== undefined) at += string.length - 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function readExpression(expression: string, read: { references: Reference[]; notUnderstood: string[] }): void {
  for (let at = 0; at < expression.length; ) {
    STRING.lastIndex = at;
    TRAVERSAL.lastIndex = at;
    const string = STRING.exec(expression)?.[0];
    const traversal = string === undefined ? TRAVERSAL.exec(expression)?.[0] : undefined;
    if (string !== undefined) for (const inner of interpolations(string.slice(1, -1))) readExpression(inner, read);
    if (traversal !== undefined && !/^\s*\(/.test(expression.slice(at + traversal.length))) {
      const root = traversal.split(/[.[]/, 1)[0]!;
      const reference = referenceOf(traversal);
      if (reference !== undefined) read.references.push(reference);
      else if (!WORDS.has(traversal) && !GIVEN.has(root)) read.notUnderstood.push(traversal);
    }
    at += (string ?? traversal ?? ' ').length;
  }
}

function referenceOf(traversal: string): Reference | undefined {
  const steps = [...traversal.matchAll(/\["([^"]*)"\]|\[(?:\d+|\*)\]|([^.[\]]+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain)
    .filter((step) => step !== undefined)
    .filter((step) => !/^(\d+|\*)$/.test(step));
  const [root, second, third] = steps;
  if (root === undefined || second === undefined) return undefined;
  if (root === 'data')
    return third === undefined ? undefined : { address: `data.${second}.${third}`, steps: steps.slice(3) };
  if (root === 'local' || root === 'var') return { address: `${root}.${second}`, steps: steps.slice(2) };
  // A provider's types are `provider_thing`.
  return /^[a-z]+_[a-z0-9_]+$/.test(root) ? { address: `${root}.${second}`, steps: steps.slice(2) } : undefined;
}
