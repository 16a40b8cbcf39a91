import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { App, GcsBackend, TerraformStack } from 'cdktf';
import * as google from '../../lib/google';
import { bundle, NUMBER, PROJECT } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = { project: PROJECT, region: 'europe-west4' };
const domain = 'ai.example.com';
const certificateMap = '//certificatemanager.googleapis.com/projects/acme-ai/locations/global/certificateMaps/theirs';

/** A gateway that takes jobs, with what works them off. */
function workedOff(stack: TerraformStack) {
  const cell = { ...place, projectNumber: NUMBER };
  const jobs = {
    queue: new google.JobTopic(stack, 'Jobs', {
      ...{ ...cell, topicName: 'jobs', deadLetterTopicName: 'dead', longestAttemptSeconds: 60 },
    }),
    database: new google.JobsDatabase(stack, 'Database', { project: PROJECT, name: 'theirs', location: 'eur3' }),
  };
  const gateway = new google.CloudRunGateway(stack, 'Theirs', { ...cell, bundle: bundle(), jobs });
  return { worker: new google.CloudRunJobWorker(stack, 'It', { gateway, jobs }), queue: jobs.queue };
}

/** Each construct by its class's name, as somebody uses it beside what he has. */
const ALONE: Record<string, (stack: TerraformStack) => unknown> = {
  AwsJobsIdentity: (stack) =>
    new google.AwsJobsIdentity(stack, 'It', {
      ...{ project: PROJECT, projectNumber: NUMBER, poolId: 'theirs', providerId: 'aws', accountId: 'aws-jobs' },
      ...{ awsAccount: '111122223333', awsRoles: ['theirs-gateway'], rolePrefix: 'theirs-' },
      database: new google.JobsDatabase(stack, 'Database', { project: PROJECT, name: 'theirs', location: 'eur3' }),
      states: [],
    }),
  BundleBucket: (stack) => new google.BundleBucket(stack, 'It', { ...place, name: 'theirs', bundle: bundle() }),
  CellNetwork: (stack) => new google.CellNetwork(stack, 'It', { ...place, name: 'theirs' }),
  CertificateMap: (stack) => new google.CertificateMap(stack, 'It', { project: PROJECT, prefix: 'theirs', domain }),
  CloudRunGateway: (stack) =>
    new google.CloudRunGateway(stack, 'It', { ...place, projectNumber: NUMBER, bundle: bundle() }),
  CloudRunJobWorker: workedOff,
  CloudRunProber: (stack) => {
    const gateway = new google.CloudRunGateway(stack, 'Theirs', { ...place, projectNumber: NUMBER, bundle: bundle() });
    return new google.CloudRunProber(stack, 'It', { gateway, domain });
  },
  CloudRunVllm: (stack) =>
    new google.CloudRunVllm(stack, 'It', {
      ...{
        ...place,
        serviceName: 'theirs',
        weightsBucket: 'theirs',
        gigabytes: 9.5,
        warm: 2,
        longestAnswerSeconds: 60,
      },
      weights: { repository: 'Qwen/Qwen3-8B-FP8', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` },
      images: 'europe-west4-docker.pkg.dev/acme-ai/theirs',
      network: new google.CellNetwork(stack, 'Network', { ...place, name: 'theirs' }),
    }),
  GlobalLoadBalancer: (stack) =>
    new google.GlobalLoadBalancer(stack, 'It', {
      ...{ project: PROJECT, prefix: 'theirs', domain, certificateMap },
      services: [{ region: 'europe-west4', serviceName: 'theirs' }],
    }),
  GoogleDns: (stack) =>
    new google.GoogleDns(stack, 'It', {
      ...{ zoneId: 'Z0123456789ABCDEFGHIJ', domain, regions: ['europe-west4'], address: '203.0.113.20' },
      certificateProofs: { served: 'a.', google: 'b.' },
    }),
  GoogleJobObservation: (stack) =>
    new google.GoogleJobObservation(stack, 'Observation', {
      ...{ project: PROJECT, prefix: 'theirs', config: bundle().config.jobs! },
      cells: [workedOff(stack)],
    }),
  GoogleJobsRole: (stack) =>
    new google.GoogleJobsRole(stack, 'It', {
      ...{ account: '111122223333', roleName: 'theirs', audience: 'theirs', callers: ['104'], table: 'theirs' },
      ...{ regions: ['eu-west-1'], buckets: ['theirs'] },
    }),
  GoogleMirror: (stack) =>
    new google.GoogleMirror(stack, 'It', {
      ...{ project: PROJECT, projectNumber: NUMBER, prefix: 'theirs', regions: ['europe-west4'] },
    }),
  GoogleServing: (stack) =>
    new google.GoogleServing(stack, 'It', {
      ...{ project: PROJECT, projectNumber: NUMBER, regions: ['europe-west4'], domain, bundle: bundle() },
    }),
  ImageRepository: (stack) => new google.ImageRepository(stack, 'It', { ...place, repositoryId: 'theirs' }),
  JobTopic: (stack) =>
    new google.JobTopic(stack, 'It', {
      ...{ ...place, projectNumber: NUMBER, topicName: 'jobs', deadLetterTopicName: 'dead', longestAttemptSeconds: 60 },
    }),
  JobsDatabase: (stack) => new google.JobsDatabase(stack, 'It', { project: PROJECT, name: 'theirs', location: 'eur3' }),
  RequiredApis: (stack) =>
    new google.RequiredApis(stack, 'It', { project: PROJECT, of: stack, also: ['run.googleapis.com'] }),
  StateBucket: (stack) => new google.StateBucket(stack, 'It', { ...place, name: 'theirs' }),
  ValuelessSecret: (stack) =>
    new google.ValuelessSecret(stack, 'It', { project: PROJECT, secretId: 'theirs', regions: ['europe-west4'] }),
  VertexPermission: (stack) => new google.VertexPermission(stack, 'It', { project: PROJECT, roleId: 'theirs' }),
  WeightsBucket: (stack) => new google.WeightsBucket(stack, 'It', { ...place, name: 'theirs' }),
};

test('every exported construct is tried alone, but the one that makes the stacks', () => {
  const constructs = Object.entries(google)
    .filter(([, exported]) => typeof exported === 'function' && 'isConstruct' in exported)
    .map(([name]) => name);
  expect(Object.keys(ALONE)).toEqual(constructs.filter((name) => name !== 'GoogleFleet').sort());
});

test.each(Object.keys(ALONE))("%s stands alone in somebody else's stack, with his providers and his state", (name) => {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, 'theirs');
  new GcsBackend(stack, { bucket: 'theirs' });
  new GoogleProvider(stack, 'google', { project: PROJECT });
  new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
  ALONE[name](stack);
  app.synth();
  expect(existsSync(join(folder, 'stacks', 'theirs', 'cdk.tf.json'))).toBe(true);
});
