import { App } from 'aws-cdk-lib/core';
import { judge } from '../lib/bundle/baker';
import { costNotice } from '../lib/operations/cost/notice';
import { loadServingFile } from '../lib/topology/load';
import { buildApp } from './build-app';
import { endingOf, writing } from './report';
import { googleBeside, synthesizeGoogle } from './synth';

// What `cdk` runs: `npx cdk synth`, and with another file `npx cdk synth -c config=FILE`. CDK and CDKTF cannot share an
// app, so this program makes both: `cdk.out` for `cdk deploy`, `cdktf.out` beside it for `terraform apply`.
try {
  // Not by itself: an app that was refused would still write its empty assembly when the process ends.
  const app = new App({ autoSynth: false });
  const file: string = app.node.tryGetContext('config') ?? 'serving.yaml';
  writing(() => {
    const topology = loadServingFile(file, judge);
    buildApp(app, topology);
    synthesizeGoogle(topology, googleBeside(app.outdir));
    app.synth();
    for (const notice of costNotice(topology)) process.stderr.write(`${notice}\n`);
  });
} catch (error) {
  const { text, status } = endingOf(error, process.env.UNDERSTUDY_DEBUG !== undefined);
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
