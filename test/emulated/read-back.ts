import type { Answer, Ask } from './ask';
import type { Resource, SynthesizedStack } from './assembly';
import { compare, UNDECIDED } from './compare';
import { NOT_EMULATED } from './ledger';
import type { Properties, Reader } from './readers/reader';
import { READERS } from './readers/readers';
import { type References, resolve } from './resolve';

/** What was found about the resources of one stack. */
export interface ReadBack {
  /** Of a type that is read back, as declared. */
  readonly held: number;
  /** Declared properties that were compared, deepest ones. */
  readonly compared: number;
  /** By type, of those that the emulator does not have. */
  readonly notEmulated: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  /** Properties that a reader calls unseen, and that were met: `AWS::X::Y.Path`. */
  readonly unseenMet: readonly string[];
}

/** Holds each resource of a template against what its service's own API says of it. */
export async function readBack(
  stack: SynthesizedStack,
  ask: Ask,
  readers: Readonly<Record<string, Reader>> = READERS,
  notEmulated: Readonly<Record<string, string>> = NOT_EMULATED,
): Promise<ReadBack> {
  const ids = await physicalIds(stack, ask);
  const references = referencesOf(stack, ids, ask, readers);
  const problems: string[] = [];
  const unseenMet: string[] = [];
  const missing: Record<string, number> = {};
  let [held, compared] = [0, 0];
  for (const [name, resource] of Object.entries(stack.resources)) {
    const { Type } = resource;
    const say = (what: string) => problems.push(`${stack.name}/${name} (${Type}): ${what}`);
    const id = ids.get(name);
    if (Type in notEmulated) {
      missing[Type] = (missing[Type] ?? 0) + 1;
      if (id !== undefined) say('ledger-stale: it is emulated after all; read it back');
      continue;
    }
    const reader = readers[Type];
    if (id === undefined) say('not-there: the stack has no such resource');
    if (reader === undefined) say('outside-the-ledger: it is neither read back nor named as not emulated');
    if (id === undefined || reader === undefined) continue;

    const declared = (await resolve(resource.Properties ?? {}, references)) as Properties;
    const found = await reader.read(ask, id, declared);
    if (found === undefined) {
      say(`not-there: its service knows no ${id}`);
      continue;
    }
    const differences = compare(declared, found);
    const unseen = Object.keys(reader.unseen ?? {});
    const hidden = (path: string) => unseen.find((one) => path === one || path.replace(/\[\d+\]/g, '').startsWith(one));
    for (const { path, declared: wanted, found: got } of differences) {
      const by = hidden(path);
      if (by === undefined)
        say(`differs: ${path} is declared as ${JSON.stringify(wanted)} and found as ${JSON.stringify(got)}`);
      else unseenMet.push(`${Type}.${by}`);
    }
    compared += leaves(declared);
    held++;
  }
  return { held, compared, notEmulated: missing, problems, unseenMet };
}

/** Rows of readers' lists of unseen properties that nothing meets: whoever trusts them looks away for nothing. */
export function staleUnseen(
  stacks: readonly SynthesizedStack[],
  met: readonly string[],
  readers: Readonly<Record<string, Reader>> = READERS,
): string[] {
  const declared = new Set(stacks.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)));
  return Object.entries(readers)
    .filter(([type]) => declared.has(type))
    .flatMap(([type, { unseen = {} }]) => Object.keys(unseen).map((path) => `${type}.${path}`))
    .filter((row) => !met.includes(row))
    .map((row) => `unseen-stale: ${row} is carried, or no longer declared: remove its row`);
}

async function physicalIds({ name }: SynthesizedStack, ask: Ask): Promise<ReadonlyMap<string, string>> {
  const { StackResourceSummaries } = await ask('cloudformation', 'ListStackResources', { StackName: name });
  return new Map(
    StackResourceSummaries.filter(({ PhysicalResourceId: id }: Answer) => id).map((one: Answer) => [
      one.LogicalResourceId,
      one.PhysicalResourceId,
    ]),
  );
}

function referencesOf(
  { resources, account, region, name: stackName }: SynthesizedStack,
  ids: ReadonlyMap<string, string>,
  ask: Ask,
  readers: Readonly<Record<string, Reader>>,
): References {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
  };
  const attributes = new Map<string, Promise<Answer>>();
  const references: References = {
    async ref(name) {
      return pseudo[name] ?? ids.get(name);
    },
    async attribute(name, attribute) {
      const [id, resource] = [ids.get(name), resources[name] as Resource | undefined];
      const of = resource && readers[resource.Type]?.attributes;
      if (id === undefined || of === undefined) return undefined;
      if (!attributes.has(name)) {
        // Attributes come from the id; what was declared is resolved only for those who need it.
        attributes.set(name, Promise.resolve(of(ask, id, resource?.Properties ?? {}, { account, region })));
      }
      return (await attributes.get(name))?.[attribute];
    },
  };
  return references;
}

function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === UNDECIDED ? 0 : 1;
  return Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0);
}
