import { App } from 'aws-cdk-lib/core';
import { describe, InvalidConfiguration } from '../lib/contract/problem';
import { loadServingFile } from '../lib/topology/load';
import { refuseUnbuilt } from '../lib/topology/unbuilt';
import { buildApp } from './build-app';

// What `cdk` runs: `npx cdk synth`, and with another file `npx cdk synth -c config=FILE`.
try {
  const app = new App();
  const topology = loadServingFile(app.node.tryGetContext('config') ?? 'serving.yaml');
  refuseUnbuilt(topology);
  buildApp(app, topology);
  app.synth();
} catch (error) {
  if (!(error instanceof InvalidConfiguration)) throw error;
  for (const problem of error.problems) console.error(describe(problem));
  console.error(`${error.problems.length} problem(s)`);
  process.exitCode = 2;
}
