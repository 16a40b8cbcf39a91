import { closeSync, constants, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Objectives } from '../../lib/checks/objectives';
import type { FleetMetadata } from '../../lib/contract/metadata';
import { cdktfOf } from '../estate/terraform-files';

/** Two small estates beside each other: one that a rule has nothing against, and one that it alone has something against. */
export interface Example {
  readonly compliant: Sources;
  readonly broken: Sources;
  /** What is asked of both; nothing by default, so that an example need not be a whole fleet. */
  readonly objectives?: Objectives;
  /** Rules that cannot but find something in the broken one too. */
  readonly also?: readonly string[];
  /** What the rule says of the broken one; a violation by default. */
  readonly kind?: 'undecided';
  /** A third one: what the rule needs to know is not known here. */
  readonly undecided?: Sources;
}

export interface Sources {
  /** Stacks of a CDK app, by name. */
  readonly stacks?: Readonly<Record<string, ExampleStack>>;
  /** Terraform JSON as CDK for Terraform writes it, by stack. */
  readonly terraform?: Readonly<Record<string, unknown>>;
}

export interface ExampleStack {
  readonly resources: Resources;
  readonly region: string;
  readonly dependsOn: readonly string[];
  readonly terminationProtection: boolean;
  readonly intent?: FleetMetadata;
  /** Other sections of the template. */
  readonly sections: Readonly<Record<string, unknown>>;
}

export type Resources = Readonly<Record<string, unknown>>;

/** One stack in Ireland, protected, that depends on none, where the example says nothing else. */
export function stack(resources: Resources, changes: Partial<ExampleStack> = {}): ExampleStack {
  return { resources, region: 'eu-west-1', dependsOn: [], terminationProtection: true, sections: {}, ...changes };
}

/** An estate of one such stack. */
export const only = (resources: Resources, changes: Partial<ExampleStack> = {}): Sources => ({
  stacks: { Stack: stack(resources, changes) },
});

/** An estate of one Terraform stack with these resources by type and name. */
export const onlyTerraform = (resource: Readonly<Record<string, unknown>>): Sources => ({
  terraform: { stack: { resource } },
});

/** What a resource says that is to outlive its stack. */
export const RETAINED = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/** Writes an example, and gives its folders to somebody who is done with them when that ends. */
export function written<T>(sources: Sources, use: (folders: readonly string[]) => T): T {
  return inFolder((root) => use(writeInto(root, sources)));
}

/** Makes a folder for somebody who is done with it when that ends. */
export function inFolder<T>(use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'understudy-example-'));
  try {
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @returns the folders that are to be read */
export function writeInto(root: string, { stacks, terraform }: Sources): readonly string[] {
  const folders: string[] = [];
  if (stacks !== undefined) folders.push(write(join(root, 'cdk.out'), assemblyFiles(stacks)));
  if (terraform !== undefined) folders.push(write(join(root, 'cdktf.out'), cdktfOf(terraform)));
  return folders;
}

export function templateOf({ resources, sections, intent }: ExampleStack) {
  return { ...sections, ...(intent === undefined ? {} : { Metadata: { Understudy: intent } }), Resources: resources };
}

function assemblyFiles(stacks: Readonly<Record<string, ExampleStack>>): Record<string, unknown> {
  const artifacts = Object.entries(stacks).map(([name, { region, dependsOn, terminationProtection }]) => [
    name,
    {
      type: 'aws:cloudformation:stack',
      environment: `aws://111122223333/${region}`,
      properties: { templateFile: `${name}.template.json`, terminationProtection },
      dependencies: dependsOn,
    },
  ]);
  return {
    'manifest.json': { version: '55.0.0', artifacts: Object.fromEntries(artifacts) },
    ...Object.fromEntries(
      Object.entries(stacks).map(([name, example]) => [`${name}.template.json`, templateOf(example)]),
    ),
  };
}

function write(folder: string, files: Readonly<Record<string, unknown>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    overwrite(path, JSON.stringify(content, null, 1));
  }
  return folder;
}

/** Never emptied first: file systems flush what was, which takes longer than all the rest where thousands are written. */
function overwrite(path: string, text: string): void {
  const file = openSync(path, constants.O_CREAT | constants.O_WRONLY);
  writeSync(file, text, 0);
  ftruncateSync(file, Buffer.byteLength(text));
  closeSync(file);
}
