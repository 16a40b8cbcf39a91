import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import cdkJson from '../cdk.json';
import { removeBaked } from '../lib/bundle/baked-gateway';
import { judge } from '../lib/bundle/baker';
import { makeFolder, refuseUnwritable } from '../lib/command/out';
import { costNotice } from '../lib/operations/cost/notice';
import { loadServingFile } from '../lib/topology/load';
import type { Topology } from '../lib/topology/topology';
import { buildApp } from './build-app';
import { loadGoogle } from './load-google';

export interface Synthesized {
  /** The deployed names, in the order of deployment. */
  readonly stacks: readonly string[];
  /** The cloud assembly, absolute. */
  readonly directory: string;
  /** What the constructs have to say of what they made. */
  readonly warnings: readonly string[];
  /** What is as it should be, and cannot be changed later. */
  readonly notes: readonly string[];
  /** The Terraform stacks, where Google cells are declared. */
  readonly google?: { readonly stacks: readonly string[]; readonly directory: string };
}

/**
 * Synthesizes what a `serving.yaml` declares, with the same feature flags as `npx cdk synth`. Nothing is written to the
 * output folders unless all of it is right.
 * @param googleDirectory where Terraform's stacks go, if Google cells are declared
 * @throws InvalidConfiguration with all problems
 */
export function synthesize(
  configPath: string,
  outDirectory: string,
  googleDirectory = googleBeside(outDirectory),
): Synthesized {
  const topology = loadServingFile(configPath, judge);
  refuseUnwritable(
    { option: '--out', path: outDirectory, is: 'folder' },
    { option: '--google-out', path: topology.google && googleDirectory, is: 'folder' },
  );
  const directory = resolve(outDirectory);
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-synth-'));
  try {
    const [assembly, terraform] = [join(scratch, 'aws'), join(scratch, 'google')];
    const app = new App({ outdir: assembly, context: cdkJson.context });
    buildApp(app, topology);
    const { stacks } = app.synth();
    const google = synthesizeGoogle(topology, terraform);
    copy(assembly, directory);
    if (google !== undefined) copy(terraform, resolve(googleDirectory));
    const messages = stacks.flatMap((stack) => stack.messages);
    const said = (isNote: boolean) =>
      messages.filter(({ level }) => (level === 'info') === isNote).map(({ entry }) => plain(entry.data));
    return {
      stacks: stacks.map((stack) => stack.stackName),
      directory,
      warnings: [...said(false), ...costNotice(topology)],
      notes: said(true),
      ...(google && { google: { stacks: google, directory: resolve(googleDirectory) } }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    removeBaked();
  }
}

/**
 * Where Terraform's stacks go unless somebody says otherwise: beside the cloud assembly and under its name, so that two
 * fleets in one folder overwrite each other's stacks in both clouds or in none. `cdktf.out` beside `cdk.out`,
 * `main.cdktf.out` beside `main.cdk.out` or `main`.
 */
export function googleBeside(outDirectory: string): string {
  const name = basename(resolve(outDirectory));
  const own = name.endsWith('cdk.out')
    ? name.replace(/cdk\.out$/, 'cdktf.out')
    : `${name.replace(/\.out$/, '')}.cdktf.out`;
  return join(dirname(resolve(outDirectory)), own);
}

/** CDK for Terraform is loaded only for those who have Google cells; the others need not have it. */
export function synthesizeGoogle(topology: Topology, directory: string): readonly string[] | undefined {
  if (topology.google === undefined) return undefined;
  makeFolder(directory);
  return loadGoogle().buildGoogle(topology, directory);
}

/** Without the name by which CDK acknowledges a warning. */
function plain(data: unknown): string {
  return String(data).replace(/ \[ack: [^\]]*\]$/, '');
}

function copy(from: string, to: string): void {
  makeFolder(to);
  cpSync(from, to, { recursive: true });
}
