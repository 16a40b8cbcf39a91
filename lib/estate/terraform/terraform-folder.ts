import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, own, ownObject } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import { type Block, SECTIONS } from './stack-file';

/** What Terraform reads of one folder as one. */
export interface TerraformFolder {
  /** The first of its files, absolute. */
  readonly path: string;
  readonly json: JsonObject;
  /** Where a block stands, absolute. */
  readonly fileOf: (block: Omit<Block, 'body'>) => string | undefined;
  /** The names of files in Terraform's own language, which are not read. */
  readonly hcl: readonly string[];
}

/** @returns undefined where it has no `*.tf.json` that can be read */
export function readFolder(files: SynthesizedFiles, folder: string): TerraformFolder | undefined {
  const { json: names, hcl } = terraformFiles(folder);
  const read = names.flatMap((name) => {
    const path = join(folder, name);
    const json = files.readObject(path);
    return json === undefined ? [] : [{ path, json }];
  });
  const [first] = read;
  if (first === undefined) return undefined;
  return {
    ...{ path: first.path, json: merged(read.map(({ json }) => json)), hcl },
    fileOf: (block) => read.find(({ json }) => holds(json, block))?.path,
  };
}

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

function holds(json: JsonObject, { section, type, name }: Omit<Block, 'body'>): boolean {
  return Object.hasOwn(ownObject(ownObject(json, section), type), name);
}

/** Sections side by side: their members by name, resources by type and name, providers one after the other. */
function merged(files: readonly JsonObject[]): JsonObject {
  const sections = [...SECTIONS, '//'] as const;
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
