import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judge } from '../../lib/contract/bake-request';
import { InvalidConfiguration, type Problem } from '../../lib/contract/problem';
import type { Topology } from '../../lib/topology/topology';
import { topologyOf } from '../../lib/topology/topology-of';
import { readYaml } from '../../lib/topology/yaml-source';

export const FIXTURE = join(__dirname, 'fixture', 'serving.yaml');
export const VALID = readFileSync(FIXTURE, 'utf8');

/** An edit: this text, which must be there, becomes that one. */
export type Edit = readonly [from: string, to: string];

export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the fixture has no ${from}`);
    return text.replace(from, () => to);
  }, VALID);
}

export function appended(text: string): Edit {
  return ['routes:\n', `${text}\nroutes:\n`];
}

/** As if the text stood in the fixture's file. */
export function topologyFrom(text: string, judge?: Judge): Topology {
  const { document, source } = readYaml(text, FIXTURE);
  return topologyOf(document, source, judge);
}

export function problemsIn(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

/** The line, from 1, on which the text stands first. */
export function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`there is no ${part}`);
  return text.slice(0, at).split('\n').length;
}
