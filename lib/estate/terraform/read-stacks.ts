import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { EstateStack } from '../estate';
import { intentOf } from '../intent';
import { isJsonObject, type JsonObject, kindOf, own, ownObject, ownText } from '../json';
import { manifestOf, type SynthesizedFiles } from '../synthesized-files';
import { circularReferences } from './circular';
import { TerraformStacks } from './evaluate';
import { readModules } from './modules';
import { blockOf, blocksOf, SECTIONS, type StackFile } from './stack-file';
import { terraformStack } from './terraform-stack';
import { unreadHcl } from './unread';

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
  const dependencies = own(entry, 'dependencies');
  const dependsOn = (Array.isArray(dependencies) ? dependencies : []).flatMap((before) => nameAt.get(before) ?? []);
  return stackFile(files, name, path, json, { dependsOn, deployment: true });
}

/** What is known of a stack beside its JSON. */
interface Beside extends Pick<EstateStack, 'dependsOn' | 'deployment'>, Pick<StackFile, 'fileOf'> {
  /** The names of files beside it that are not read. */
  readonly hcl?: readonly string[];
}

/** A stack of Terraform's JSON, by its file and what of it was read. */
export function stackFile(
  files: SynthesizedFiles,
  name: string,
  path: string,
  json: JsonObject,
  { dependsOn, deployment, fileOf, hcl = [] }: Beside,
): StackFile {
  reportSections(files, path, json);
  reportBlocks(files, path, json);
  for (const circle of circularReferences(json)) files.report(path, circle);
  const intent = intentOf(files, path, json, '//');
  const file = files.nameOf(path);
  const assets = new Map<string, string>();
  const unread = unreadHcl(hcl);
  const stack: EstateStack = {
    ...terraformStack(name, file, path),
    dependsOn,
    ...(intent === undefined ? {} : { intent }),
    deployment,
    unread,
    metadata: ownObject(json, '//'),
    assets,
  };
  const read: StackFile = {
    ...{ stack, json, address: '', modules: new Map() },
    ...(fileOf === undefined ? {} : { fileOf }),
  };
  unread.push(...readModules(files, read, dirname(path)));
  for (const [source, asset] of assetsOf(read, dirname(path))) assets.set(source, asset);
  return read;
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

/** A block that would be passed over, since it is none. */
function reportBlocks(files: SynthesizedFiles, path: string, json: JsonObject): void {
  for (const section of ['resource', 'data'] as const) {
    for (const [type, names] of Object.entries(ownObject(json, section))) {
      const wrong = isJsonObject(names)
        ? Object.keys(names).filter((name) => blockOf(json, section, type, name) === undefined)
        : [''];
      for (const name of wrong) {
        files.report(path, {
          code: 'malformed-resource',
          path: [section, type, name].filter((part) => part !== '').join('.'),
          message: 'The block is no object.',
          found: kindOf(name === '' ? names : own(names, name)),
          allowed: 'an object',
          mend: 'write the block as Terraform takes it',
        });
      }
    }
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
