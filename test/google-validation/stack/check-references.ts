import type { Problem } from '../../../lib/contract/problem';
import type { Bindings } from '../schema/bindings';
import type { AttributeTree } from '../schema/shape';
import { type Read, type Reference, readExpressions } from './expression';
import type { Element, Stack } from './stack';
import { isObject, type Json } from './terraform-json';

/** A part of a stack that reads others: an element, a local, an output. */
interface Reader {
  readonly address: string;
  readonly read: Read;
}

/**
 * Every reference of a stack: what it names exists, and has that attribute; nothing waits for itself.
 * @param others the app's other stacks, whose outputs a remote state reads
 */
export function checkReferences(stack: Stack, bindings: Bindings, others: readonly Stack[]): Problem[] {
  const readers = readersOf(stack);
  return [
    ...readers.flatMap(({ address, read }) => [
      ...read.notUnderstood.map((text) => notUnderstood(address, text)),
      ...read.references.flatMap((reference) => checkReference(reference, address, stack, bindings, others)),
    ]),
    ...cycles(readers),
  ];
}

function readersOf(stack: Stack): Reader[] {
  const section = (name: string, values: Record<string, Json> | undefined): Reader[] =>
    Object.entries(values ?? {})
      .filter(([key]) => key !== '//')
      .map(([key, value]) => ({ address: `${name}.${key}`, read: readExpressions(value) }));
  return [
    ...stack.elements.map((element) => ({ address: element.address, read: withDependencies(element) })),
    ...section('local', stack.json.locals),
    ...section('output', stack.json.output),
    ...section('provider', stack.json.provider),
  ];
}

/** `depends_on` lists addresses without `${}`. */
function withDependencies({ body }: Element): Read {
  const { depends_on: dependsOn, ...rest } = body;
  const named = (Array.isArray(dependsOn) ? dependsOn : []).map((address) => `\${${String(address)}}`);
  return readExpressions([rest, named]);
}

function checkReference(
  reference: Reference,
  from: string,
  stack: Stack,
  bindings: Bindings,
  others: readonly Stack[],
): Problem[] {
  const text = [reference.address, ...reference.steps].join('.');
  const [root, name] = reference.address.split('.');
  if (root === 'local' || root === 'var') {
    const section = root === 'local' ? stack.json.locals : stack.json.variable;
    return section?.[name!] === undefined ? [missing('reference-to-nothing', from, text)] : [];
  }
  const target = stack.at(reference.address);
  if (target === undefined) return [missing('reference-to-nothing', from, text)];
  if (target.type === 'terraform_remote_state') return checkOutput(reference, target, from, others);
  const schema = bindings.element(target.mode, target.type);
  if (schema === undefined || hasAttribute(schema.attributes, reference.steps)) return [];
  return [missing('reference-to-no-attribute', from, text)];
}

function hasAttribute(tree: AttributeTree, steps: readonly string[]): boolean {
  const [step, ...deeper] = steps;
  if (step === undefined) return true;
  if (!tree.has(step)) return false;
  const below = tree.get(step);
  return below === undefined || hasAttribute(below(), deeper);
}

/** The outputs of the stack whose state lies where the remote state is read. */
function checkOutput(
  { steps, address }: Reference,
  target: Element,
  from: string,
  others: readonly Stack[],
): Problem[] {
  const [section, output] = steps;
  const text = [address, ...steps].join('.');
  const place = JSON.stringify(stateOf(target.body.backend, target.body.config));
  const source = others.find((other) => JSON.stringify(backendOf(other)) === place);
  if (source === undefined)
    return [
      {
        ...missing('remote-state-of-no-stack', from, text),
        found: place,
        mend: 'read the state where a stack of this app writes it',
      },
    ];
  if (section !== 'outputs' || output === undefined || source.json.output?.[output] === undefined)
    return [missing('reference-to-no-output', from, text)];
  return [];
}

function backendOf(stack: Stack): Json {
  const backend = stack.json.terraform?.backend;
  const [kind, config] = isObject(backend) ? (Object.entries(backend)[0] ?? []) : [];
  return stateOf(kind, config);
}

function stateOf(kind: Json | undefined, config: Json | undefined): Json {
  if (!isObject(config)) return null;
  return { kind: kind ?? null, bucket: config.bucket ?? null, prefix: config.prefix ?? null };
}

function cycles(readers: readonly Reader[]): Problem[] {
  const edges = new Map(readers.map(({ address, read }) => [address, read.references.map((to) => to.address)]));
  const done = new Set<string>();
  const found: Problem[] = [];
  const visit = (address: string, path: readonly string[]): void => {
    if (path.includes(address)) {
      const cycle = [...path.slice(path.indexOf(address)), address].join(' -> ');
      found.push({
        code: 'reference-cycle',
        path: address,
        message: 'it waits for itself',
        found: cycle,
        mend: 'cut it',
      });
    } else if (!done.has(address)) {
      for (const next of edges.get(address) ?? []) visit(next, [...path, address]);
      done.add(address);
    }
  };
  for (const address of edges.keys()) visit(address, []);
  return found;
}

function missing(code: string, from: string, found: string): Problem {
  return { code, path: from, message: 'it reads what does not exist', found, mend: 'refer to what the stack has' };
}

function notUnderstood(from: string, found: string): Problem {
  return {
    code: 'expression-not-understood',
    path: from,
    message: 'this reader of expressions cannot say what it means, so nothing is claimed of it',
    found,
    mend: 'write it more simply, or teach the reader',
  };
}
