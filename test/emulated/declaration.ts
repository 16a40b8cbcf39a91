import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { synthesize } from '../../bin/synth';
import { readAssembly, type SynthesizedStack } from './assembly';

/** moto's own account: it knows only what belongs to it. */
export const ACCOUNT = '123456789012';

const REFERENCE = 'serving.yaml';

export interface Change {
  readonly zoneId: string;
  readonly regions: readonly string[];
  /** The Regions that keep the jobs' table, where these cannot be all any more. */
  readonly ledgerRegions?: readonly string[];
  /** Seconds of each route's deadline more than declared. */
  readonly longerDeadline?: number;
}

export interface Assembly {
  readonly directory: string;
  /** The declaration that it was synthesized from. */
  readonly file: string;
  readonly stacks: readonly SynthesizedStack[];
}

/** The Regions of the reference fleet, the front door's first. */
export function referenceRegions(): string[] {
  const { aws, frontDoorRegion } = parse(readFileSync(REFERENCE, 'utf8'));
  return [frontDoorRegion, ...aws.regions.filter((region: string) => region !== frontDoorRegion)];
}

export function referenceZone(): string {
  return parse(readFileSync(REFERENCE, 'utf8')).hostedZone.name;
}

/** The reference fleet in moto's account and zone, synthesized as the command line does. */
export function synthesizeReference(scratch: string, name: string, change: Change): Assembly {
  const declared = parse(readFileSync(REFERENCE, 'utf8'));
  declared.aws = { ...declared.aws, account: ACCOUNT, regions: change.regions };
  declared.hostedZone.id = change.zoneId;
  if (change.ledgerRegions !== undefined) declared.jobs = { consistency: 'strong', regions: change.ledgerRegions };
  for (const route of Object.values<{ deadline: string }>(declared.routes)) {
    route.deadline = `${Number.parseInt(route.deadline, 10) + (change.longerDeadline ?? 0)}s`;
  }
  for (const rung of declared.ladder) {
    if (rung.deterministic !== undefined) rung.deterministic.responses = resolve(rung.deterministic.responses);
  }
  const file = join(scratch, `${name}.yaml`);
  writeFileSync(file, stringify(declared));
  const { directory } = synthesize(file, join(scratch, name, 'cdk.out'));
  return { directory, file, stacks: readAssembly(directory) };
}
