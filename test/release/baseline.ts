import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../emulated/assembly';
import { lastingIn, lastingInTerraform, type Resources } from './lasting';

/** What lasts of a whole fleet, as one release wrote it. */
export interface Baseline {
  /** Which release, and of what day. */
  readonly release: string;
  /** By the stack's name. */
  readonly stacks: Readonly<Record<string, Resources>>;
  readonly terraform: Readonly<Record<string, Resources>>;
}

export const BASELINE = join(__dirname, 'baseline.json');

export function readBaseline(): Baseline {
  return JSON.parse(readFileSync(BASELINE, 'utf8'));
}

/** @param assembly,terraform folders that were synthesized into */
export function baselineOf(release: string, assembly: string, terraform: string): Baseline {
  const stacks = readAssembly(assembly).map(({ name, templateFile }) => [name, lastingIn(json(templateFile))]);
  const folder = join(terraform, 'stacks');
  const google = readdirSync(folder).map((name) => [name, lastingInTerraform(json(join(folder, name, 'cdk.tf.json')))]);
  return { release, stacks: Object.fromEntries(stacks), terraform: Object.fromEntries(google) };
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
