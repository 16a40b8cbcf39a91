import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import cdkJson from '../../cdk.json';
import { Fleet } from '../../lib/aws/fleet';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { ACCOUNT, topology } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

// A change alarm for whole fleets; what things mean is asserted elsewhere. `UPDATE_GOLDEN=1 npx jest test/aws/golden`
// writes what is synthesized now: read the difference before you commit it.
const GOLDEN = join(__dirname, '..', 'golden');
const FLEETS: Record<string, Partial<ServingDocument>> = {
  'three-regions-quality': { demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 } },
  'two-regions-locality': {
    stage: 'prod',
    prefer: 'locality',
    frontDoorRegion: 'us-east-1',
    aws: { account: ACCOUNT, regions: ['us-east-1', 'ap-southeast-2'] },
    secondCloud: { addresses: ['203.0.113.10'], probeHost: 'llm-b.example.net', servingPath: '/healthz' },
  },
  'own-compute': {
    stage: 'own',
    aws: { account: ACCOUNT, regions: ['eu-west-1'] },
    frontDoorRegion: 'eu-west-1',
    ladder: [
      { tier: 1, name: 'frontier', aws: { bedrock: { model: 'amazon.nova-pro-v1:0' } } },
      {
        ...{ tier: 2, name: 'own', cells: ['aws:eu-west-1'] },
        aws: {
          vllm: { model: 'Qwen/Qwen3-8B-FP8', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` },
        },
      },
      { tier: 3, name: 'script', deterministic: { responses: 'responses' } },
    ],
    routes: { chat: {} },
    posture: 'warm-standby',
    demand: { peakRequestsPerSecond: 6, inputTokens: 1500, outputTokens: 300 },
  },
};

// biome-ignore lint/suspicious/noExplicitAny: templates have as many shapes as there are resource types
type Templates = Record<string, any>;

function synthesized(changes: Partial<ServingDocument>): Templates {
  const app = new App({ context: cdkJson.context });
  Fleet._of(app, 'Assistant', topology(changes));
  return Object.fromEntries(
    app.synth().stacks.map((stack) => [stack.stackName, withoutHashes(stack.template)] as const),
  );
}

/** Without what follows from the bundle's bytes alone: asset keys, and the ids of versions of functions. */
function withoutHashes(template: unknown): unknown {
  return JSON.parse(
    JSON.stringify(template)
      .replace(/[0-9a-f]{64}\.zip/g, 'ASSET.zip')
      .replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1VERSION'),
  );
}

function compare(name: string, actual: unknown) {
  const file = join(GOLDEN, `${name}.json`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(actual, null, 1)}\n`);
  expect(actual).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

test.each(Object.keys(FLEETS))('%s', (name) => compare(name, synthesized(FLEETS[name])));

/** Types whose logical ids and physical names nobody may change without a migration: a new name is a new resource. */
const PINNED: Record<string, string> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::CertificateManager::Certificate': 'DomainName',
  'AWS::Route53::RecordSet': 'Name',
  'AWS::Route53::HealthCheck': 'HealthCheckTags',
};

test('the logical ids and physical names of stateful and DNS resources', () => {
  const inventory = Object.values(FLEETS).flatMap((changes) =>
    Object.entries(synthesized(changes)).flatMap(([stack, template]) =>
      Object.entries<{ Type: string; Properties: Templates }>(template.Resources)
        .filter(([, { Type }]) => Type in PINNED)
        .map(([id, { Type, Properties }]) => {
          const name = Properties[PINNED[Type]];
          return `${stack}/${id} ${Type} ${typeof name === 'string' ? name : name[0].Value}`;
        }),
    ),
  );
  compare('inventory', inventory.sort());
});
