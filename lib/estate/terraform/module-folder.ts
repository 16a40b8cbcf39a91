import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, type JsonObject, own, ownObject } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import { Unknown } from '../value';
import { stackFile } from './read-stacks';
import { type Block, SECTIONS, type StackFile } from './stack-file';

/** The names of a folder that Terraform would read; none where it cannot be listed. */
export function terraformFiles(folder: string): { readonly json: string[]; readonly hcl: string[] } {
  const names = entriesOf(folder);
  return {
    json: names.filter((name) => name.endsWith('.tf.json')).sort(),
    hcl: names.filter((name) => name.endsWith('.tf')).sort(),
  };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The `*.tf.json` of one folder, which Terraform reads as one; its `*.tf` are noted as unread. */
export function moduleFolder(files: SynthesizedFiles): StackFile | undefined {
  const { json: names, hcl } = terraformFiles(files.root);
  const read = names.flatMap((name) => {
    const path = join(files.root, name);
    const json = files.readObject(path);
    return json === undefined ? [] : [{ path, json }];
  });
  const [first] = read;
  if (first === undefined) return undefined;
  const stack = stackFile(files, basename(files.root), first.path, merged(read.map(({ json }) => json)), {
    dependsOn: [],
    deployment: false,
  });
  const unread = hcl.map(
    (file) => new Unknown("it is written in Terraform's own language: hand in the plan as JSON", { file, path: '' }),
  );
  return {
    ...stack,
    stack: { ...stack.stack, unread: [...stack.stack.unread, ...unread] },
    ...(read.length === 1 ? {} : { fileOf: (block) => read.find(({ json }) => holds(json, block))?.path }),
  };
}

function holds(json: JsonObject, { section, type, name }: Omit<Block, 'body'>): boolean {
  return Object.hasOwn(ownObject(ownObject(json, section), type), name);
}

/** Sections side by side: their members by name, resources by type and name, providers one after the other. */
function merged(files: readonly JsonObject[]): JsonObject {
  const sections = [...SECTIONS, 'module', '//'] as const;
  return Object.fromEntries(
    sections.flatMap((section) => {
      const given = files.map((file) => own(file, section)).filter((value) => value !== undefined);
      const [value] = given;
      if (given.length <= 1) return value === undefined ? [] : [[section, value]];
      return [[section, section === 'provider' ? sideBySide(given) : given.reduce<unknown>(together, undefined)]];
    }),
  );
}

/** Each file may configure a provider again, under an alias. */
function sideBySide(sections: readonly unknown[]): JsonObject {
  const names = new Set(sections.flatMap((section) => Object.keys(isJsonObject(section) ? section : {})));
  return Object.fromEntries(
    [...names].map((name) => [name, sections.flatMap((section) => own(section, name) ?? []).flat()]),
  );
}

function together(one: unknown, other: unknown): unknown {
  if (one === undefined) return other;
  if (Array.isArray(one) || Array.isArray(other)) return [one, other].flat();
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      if (!Object.hasOwn(one, key)) return [key, other[key]];
      return [key, Object.hasOwn(other, key) ? together(one[key], other[key]) : one[key]];
    }),
  );
}
