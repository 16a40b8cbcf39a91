import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { EstateStack } from '../estate';
import { intentOf } from '../intent';
import { isJsonObject, type JsonObject, kindOf, own, ownObject, ownText } from '../json';
import { manifestOf, type SynthesizedFiles } from '../synthesized-files';
import { Unknown } from '../value';
import { TerraformStacks } from './evaluate';
import { blocksOf, SECTIONS, type StackFile } from './stack-file';

/** The stacks that a manifest of CDK for Terraform names, in its order; what cannot be read is reported. */
export function readStacks(files: SynthesizedFiles): StackFile[] {
  const manifest = files.readObject(manifestOf(files.root));
  const stacks = ownObject(manifest, 'stacks');
  const nameAt = new Map(
    Object.keys(stacks).map((name) => [ownText(own(stacks, name), 'constructPath') ?? name, name]),
  );
  return Object.keys(stacks).flatMap((name) => readStack(files, name, own(stacks, name), nameAt) ?? []);
}

/** @param nameAt the stacks' names by their construct paths, by which they name each other */
function readStack(
  files: SynthesizedFiles,
  name: string,
  entry: unknown,
  nameAt: ReadonlyMap<unknown, string>,
): StackFile | undefined {
  const place = { file: manifestOf(files.root), path: `stacks.${name}.synthesizedStackPath` };
  const file = ownText(entry, 'synthesizedStackPath');
  if (file === undefined) {
    files.report(place.file, {
      code: 'not-an-assembly',
      path: place.path,
      message: 'The manifest does not say where this stack lies.',
      found: kindOf(own(entry, 'synthesizedStackPath')),
      allowed: 'a path',
      mend: 'synthesize again',
    });
    return undefined;
  }
  const path = files.inside(files.root, file, place);
  const json = path === undefined ? undefined : files.readObject(path, place);
  if (path === undefined || json === undefined) return undefined;
  reportSections(files, path, json);
  const intent = intentOf(files, path, json, '//');
  const dependencies = own(entry, 'dependencies');
  const unknown = (what: string) =>
    new Unknown(`a Terraform stack has no ${what}: each of its providers has`, { file, path: 'provider' });
  const assets = new Map<string, string>();
  const stack: EstateStack = {
    name,
    file: files.nameOf(path),
    path,
    language: 'terraform',
    region: unknown('region'),
    account: unknown('account'),
    dependsOn: (Array.isArray(dependencies) ? dependencies : []).flatMap((before) => nameAt.get(before) ?? []),
    ...(intent === undefined ? {} : { intent }),
    deployment: true,
    terminationProtection: false,
    lookups: [],
    acknowledged: [],
    metadata: ownObject(json, '//'),
    assets,
  };
  for (const [source, asset] of assetsOf({ stack, json }, dirname(path))) assets.set(source, asset);
  return { stack, json };
}

/** A section that is no object is read as an empty one, once that is reported. */
function reportSections(files: SynthesizedFiles, path: string, json: JsonObject): void {
  const wrong = SECTIONS.filter((section) => {
    const value = own(json, section);
    return value !== undefined && !isJsonObject(value);
  });
  for (const section of wrong) {
    files.report(path, {
      code: 'not-terraform-json',
      path: section,
      message: 'The file is no Terraform JSON as CDK for Terraform writes it.',
      found: kindOf(own(json, section)),
      allowed: 'an object',
      mend: 'synthesize again',
    });
  }
}

/** What resources upload from this machine, by their `source`; Terraform runs in the stack's own folder. */
function assetsOf(file: StackFile, folder: string): [string, string][] {
  const alone = new TerraformStacks([file]);
  return blocksOf(file.json).flatMap(({ section, type, name, body }): [string, string][] => {
    const raw = section === 'resource' ? own(body, 'source') : undefined;
    const source = raw === undefined ? undefined : alone.evaluate(file, raw, `${section}.${type}.${name}.source`);
    if (typeof source !== 'string') return [];
    const path = resolve(folder, source);
    return existsSync(path) ? [[source, path]] : [];
  });
}
