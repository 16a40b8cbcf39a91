import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { intentOf } from '../intent';
import { isJsonObject, type JsonObject, kindOf, own, ownObject, ownText } from '../json';
import { manifestOf, type SynthesizedFiles } from '../synthesized-files';
import { Unknown } from '../value';
import { blocksOf, SECTIONS, type StackFile } from './stack-file';

/** The stacks that a manifest of CDK for Terraform names, in its order; what cannot be read is reported. */
export function readStacks(files: SynthesizedFiles): StackFile[] {
  const manifest = files.readObject(manifestOf(files.root));
  const stacks = ownObject(manifest, 'stacks');
  return Object.keys(stacks).flatMap((name) => readStack(files, name, own(stacks, name)) ?? []);
}

function readStack(files: SynthesizedFiles, name: string, entry: unknown): StackFile | undefined {
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
  if (path === undefined || json === undefined || !isTerraform(files, path, json)) return undefined;
  const intent = intentOf(files, path, json, '//');
  const dependencies = own(entry, 'dependencies');
  const unknown = (what: string) =>
    new Unknown(`a Terraform stack has no ${what}: each of its providers has`, { file, path: 'provider' });
  const stack = {
    name,
    file: files.nameOf(path),
    language: 'terraform' as const,
    region: unknown('region'),
    account: unknown('account'),
    dependsOn: Array.isArray(dependencies) ? dependencies.filter((one) => typeof one === 'string') : [],
    ...(intent === undefined ? {} : { intent }),
    terminationProtection: false,
  };
  return { stack: { ...stack, assets: assetsOf(json, dirname(path)) }, json };
}

function isTerraform(files: SynthesizedFiles, path: string, json: JsonObject): boolean {
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
  return wrong.length === 0;
}

/** What resources upload from this machine, by their `source` as written; Terraform runs in the stack's own folder. */
function assetsOf(json: JsonObject, folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const { section, body } of blocksOf(json)) {
    const source = section === 'resource' ? ownText(body, 'source') : undefined;
    if (source === undefined || source.includes('${')) continue;
    const path = resolve(folder, source);
    if (existsSync(path)) assets.set(source, path);
  }
  return assets;
}
