import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import cdkJson from '../cdk.json';
import { removeBaked } from '../lib/bundle/baked-gateway';
import { loadServingFile } from '../lib/topology/load';
import { refuseUnbuilt } from '../lib/topology/unbuilt';
import { buildApp } from './build-app';

export interface Synthesized {
  /** The deployed names, in the order of deployment. */
  readonly stacks: readonly string[];
  /** The cloud assembly, absolute. */
  readonly directory: string;
}

/**
 * Synthesizes what a `serving.yaml` declares, with the same feature flags as `npx cdk synth`. Nothing is written to the
 * output folder unless all of it is right.
 * @throws InvalidConfiguration with all problems
 */
export function synthesize(configPath: string, outDirectory: string): Synthesized {
  const topology = loadServingFile(configPath);
  refuseUnbuilt(topology, configPath);
  const directory = resolve(outDirectory);
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-synth-'));
  try {
    const app = new App({ outdir: scratch, context: cdkJson.context });
    buildApp(app, topology);
    const { stacks } = app.synth();
    mkdirSync(directory, { recursive: true });
    cpSync(scratch, directory, { recursive: true });
    return { stacks: stacks.map((stack) => stack.stackName), directory };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    removeBaked();
  }
}
