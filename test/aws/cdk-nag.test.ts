import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import cdkJson from '../../cdk.json';
import { Fleet } from '../../lib/aws/fleet';
import { ImageMirror } from '../../lib/aws/image-mirror';
import { LlamaCppService } from '../../lib/aws/llama-cpp-service';
import { VllmService } from '../../lib/aws/vllm-service';
import { WeightsBucket } from '../../lib/aws/weights-bucket';
import { loadServingFile } from '../../lib/topology/load';
import { nag } from '../lint-templates/nag';
import { topology } from './fleets';
import { theirs } from './model-servers';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

// The flag writes partitions out, which other apps leave to CloudFormation.
test.each<[string, Record<string, unknown>]>([
  ['of this repository', cdkJson.context],
  ['without any feature flag', {}],
])("whoever runs cdk-nag's AwsSolutions over a fleet is told nothing: in an app %s", (_case, context) => {
  const app = new App({ context });
  const regions = ['eu-west-1', 'eu-central-1'];
  Fleet._of(app, 'Assistant', topology({ aws: { account: '111122223333', regions } }));
  expect(nag(app)).toEqual([]);
  const ownServers = new App({ context });
  Fleet._of(ownServers, 'Assistant', loadServingFile(join(__dirname, '../lint-templates/own-servers.yaml')));
  expect(nag(ownServers)).toEqual([]);
});

test('nor is who puts a server beside what he has, with a bucket of the same stack', () => {
  const { stack, props } = theirs();
  const weights = new WeightsBucket(stack, 'Weights').bucket;
  new ImageMirror(stack, 'Images');
  new VllmService(stack, 'Own', { ...props, mirror: { ...props.mirror, weights } });
  new LlamaCppService(stack, 'Small', { ...props, hostName: 'small.internal', file: 'small.gguf' });
  expect(nag(stack)).toEqual([]);
});
