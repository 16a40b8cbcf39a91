import { piecesOf } from './template';

/** `google_compute_address.a.network[0].name`: a root, and the steps into it. */
export interface Traversal {
  readonly root: string;
  readonly steps: readonly (string | number)[];
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'traversal'; readonly traversal: Traversal }
  /** A function, an operator, a splat, …: not evaluated, but what it speaks of is kept. */
  | { readonly kind: 'other'; readonly mentions: readonly Traversal[] };

/** @see https://developer.hashicorp.com/terraform/language/expressions/references */
export function parseExpression(source: string): Expression {
  if (Object.hasOwn(WORDS, source)) return { kind: 'literal', value: WORDS[source as keyof typeof WORDS] };
  if (/^-?\d+(\.\d+)?$/.test(source)) return { kind: 'literal', value: Number(source) };
  // A text without escapes and templates is itself.
  const text = /^"([^"\\$%]*)"$/.exec(source)?.[1];
  if (text !== undefined) return { kind: 'literal', value: text };
  const traversal = traversalAt(source, 0);
  if (traversal !== undefined && traversal.end === source.length) return { kind: 'traversal', traversal };
  return { kind: 'other', mentions: traversalsIn(source) };
}

const WORDS = { true: true, false: false, null: null } as const;

/** Every traversal of an expression, those inside of templates inside of its texts too. */
export function traversalsIn(source: string): Traversal[] {
  const found: Traversal[] = [];
  let index = 0;
  while (index < source.length) {
    const text = matchAt(/"(?:[^"\\]|\\.)*"/y, source, index);
    const traversal = traversalAt(source, index);
    if (text !== undefined) {
      for (const piece of piecesOf(text[0])) if (piece.kind !== 'text') found.push(...traversalsIn(piece.source));
      index += text[0].length;
    } else if (traversal !== undefined) {
      // A name before a parenthesis is a function's.
      if (traversal.steps.length > 0) found.push(traversal);
      index = traversal.end;
    } else {
      index += 1;
    }
  }
  return found;
}

function traversalAt(source: string, start: number): (Traversal & { end: number }) | undefined {
  const root = matchAt(/[A-Za-z_][\w-]*/y, source, start)?.[0];
  if (root === undefined) return undefined;
  const steps: (string | number)[] = [];
  let end = start + root.length;
  for (;;) {
    const step = matchAt(/\.([A-Za-z_][\w-]*)|\.(\d+)|\[(\d+)\]|\["([^"\\$%]*)"\]/y, source, end);
    if (step === undefined) return { root, steps, end };
    const [whole, name, dotted, index, key] = step;
    steps.push(name ?? key ?? Number(dotted ?? index));
    end += whole.length;
  }
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}

/** `dns_resource_record[0].name`; `Ref` for the resource as a whole. */
export function attributeOf(steps: readonly (string | number)[]): string {
  const text = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'Ref' : text.replace(/^\./, '');
}
