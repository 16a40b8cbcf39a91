import { App } from 'aws-cdk-lib/core';
import { loadServingFile } from '../lib/topology/load';
import { refuseUnbuilt } from '../lib/topology/unbuilt';
import { buildApp } from './build-app';
import { endingOf } from './report';

// What `cdk` runs: `npx cdk synth`, and with another file `npx cdk synth -c config=FILE`.
try {
  // Not by itself: an app that was refused would still write its empty assembly when the process ends.
  const app = new App({ autoSynth: false });
  const file: string = app.node.tryGetContext('config') ?? 'serving.yaml';
  const topology = loadServingFile(file);
  refuseUnbuilt(topology, file);
  buildApp(app, topology);
  app.synth();
} catch (error) {
  const { text, status } = endingOf(error, process.env.UNDERSTUDY_DEBUG !== undefined);
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
