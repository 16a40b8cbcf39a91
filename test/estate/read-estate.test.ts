// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { join } from 'node:path';
import type { FleetMetadata } from '../../lib/contract/metadata';
import { readEstate } from '../../lib/estate/read-estate';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import { Unknown } from '../../lib/estate/value';
import { assemblyOf, type Files, folderOf } from './assembly-fixture';
import { cdktfOf } from './terraform-files';
import { nodeAt, terraformEstate } from './terraform-fixture';

const INTENT: FleetMetadata = {
  version: 1,
  service: 'assistant',
  domain: 'ai.example.com',
  prefer: 'quality',
  cells: ['aws:eu-west-1', 'google:europe-west4'],
  ladder: [{ name: 'script', tier: 3, on: { google: { kind: 'deterministic' } } }],
  routes: [],
  objectives: { recoverySeconds: 150, survive: ['any-cloud'] },
  part: { kind: 'google-serving' },
};

const topic = { AWS: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } } };

test('joins cloud assemblies and outputs of CDK for Terraform into one graph', () => {
  const aws = folderOf(assemblyOf(topic.AWS));
  const google = folderOf(cdktfOf({ serving: { resource: { google_pubsub_topic: { jobs: { name: 'jobs' } } } } }));
  const { directories, stacks, nodes } = readEstate([google, aws]);
  expect(directories).toEqual([google, aws]);
  expect(stacks.map(({ name, language }) => `${name}: ${language}`)).toEqual([
    'Stack: cloudformation',
    'serving: terraform',
  ]);
  expect([...nodes.keys()]).toEqual(['Stack/Topic', 'serving/google_pubsub_topic.jobs']);
});

test('reads Terraform stacks with their order and intent; a place of their own they have not', () => {
  const files = {
    'manifest.json': {
      version: '0.21.0',
      stacks: {
        serving: {
          constructPath: 'Fleet/serving',
          synthesizedStackPath: 'stacks/serving/cdk.tf.json',
          dependencies: [],
        },
        dns: {
          constructPath: 'Fleet/dns',
          synthesizedStackPath: 'stacks/dns/cdk.tf.json',
          dependencies: ['Fleet/serving'],
        },
      },
    },
    'stacks/serving/cdk.tf.json': { '//': { Understudy: INTENT } },
    'stacks/dns/cdk.tf.json': { '//': { metadata: {} } },
  };
  const [serving, dns] = readEstate([folderOf(files)]).stacks;
  expect(serving).toMatchObject({ name: 'serving', file: 'stacks/serving/cdk.tf.json', dependsOn: [], intent: INTENT });
  expect(dns).toMatchObject({ name: 'dns', dependsOn: ['serving'] });
  expect(dns?.intent).toBeUndefined();
  expect(serving?.region).toBeInstanceOf(Unknown);
  expect(serving?.account).toBeInstanceOf(Unknown);
});

test('keeps the provider of each resource, what Terraform itself reads of it, and its path in the tree', () => {
  const estate = terraformEstate({
    stack: {
      provider: {
        google: [{ region: 'europe-west4' }, { alias: 'west', region: '${var.west}' }],
        aws: { profile: 'p' },
      },
      variable: { west: { default: 'europe-west1' } },
      data: { aws_route53_zone: { zone: { name: 'example.com' } } },
      resource: {
        google_pubsub_topic: {
          plain: { name: 'a', '//': { metadata: { path: 'Fleet/stack/plain', uniqueId: 'plain' } } },
          aliased: {
            name: 'b',
            provider: 'google.west',
            count: 2,
            depends_on: ['google_pubsub_topic.plain'],
            lifecycle: { prevent_destroy: true },
          },
        },
        random: { one: {} },
      },
    },
  });
  expect(nodeAt(estate, 'stack/google_pubsub_topic.plain')).toMatchObject({
    type: 'google_pubsub_topic',
    logicalId: 'plain',
    provider: { name: 'google', region: 'europe-west4' },
    properties: { name: 'a' },
    constructPath: 'Fleet/stack/plain',
    attributes: {},
  });
  const aliased = nodeAt(estate, 'stack/google_pubsub_topic.aliased');
  expect(aliased.provider).toEqual({ name: 'google', alias: 'west', region: 'europe-west1' });
  expect(aliased.properties).toEqual({ name: 'b' });
  expect(aliased.attributes).toEqual({
    provider: 'google.west',
    count: 2,
    depends_on: ['google_pubsub_topic.plain'],
    lifecycle: { prevent_destroy: true },
  });
  expect(nodeAt(estate, 'stack/data.aws_route53_zone.zone')).toMatchObject({
    type: 'data.aws_route53_zone',
    provider: { name: 'aws', region: expect.any(Unknown) },
  });
  expect(nodeAt(estate, 'stack/random.one').provider).toMatchObject({ name: 'random', region: expect.any(Unknown) });
});

test('a resource of CloudFormation has its stack as its provider', () => {
  const estate = readEstate([folderOf(assemblyOf(topic.AWS))]);
  expect(nodeAt(estate, 'Stack/Topic').provider).toEqual({ name: 'aws', region: 'eu-west-1' });
});

test('finds what is uploaded, relative to the stack, by its source as evaluated', () => {
  const folder = folderOf({
    ...cdktfOf({
      stack: {
        resource: {
          google_storage_bucket_object: {
            plain: { source: 'assets/a.js' },
            inModule: { source: '${path.module}/assets/a.js' },
            gone: { source: 'assets/gone.js' },
            unknown: { source: '${module.a.path}' },
          },
        },
      },
    }),
    'stacks/stack/assets/a.js': '// nothing',
  });
  const path = join(folder, 'stacks/stack/assets/a.js');
  expect(readEstate([folder]).stacks[0]?.assets).toEqual(
    new Map([
      ['assets/a.js', path],
      ['./assets/a.js', path],
    ]),
  );
});

function problemsOf(...paths: readonly string[]) {
  try {
    readEstate(paths);
  } catch (error) {
    if (error instanceof UnreadableEstate) return error.problems;
    throw error;
  }
  return [];
}

const stack = (entry: object): Files => ({ 'manifest.json': { version: '0.21.0', stacks: { stack: entry } } });

test.each<[string, Files, object]>([
  ['a folder without a manifest', {}, { code: 'missing-manifest' }],
  ['a folder of another tool', { 'manifest.json': { name: 'app' } }, { code: 'not-an-assembly', path: 'artifacts' }],
  ['a manifest that ends in the middle', { 'manifest.json': '{"stacks": {' }, { code: 'truncated-json' }],
  [
    'a stack that lies nowhere',
    stack({ synthesizedStackPath: 7 }),
    { code: 'not-an-assembly', path: 'stacks.stack.synthesizedStackPath', found: 'a number' },
  ],
  [
    'a stack whose file is missing',
    stack({ synthesizedStackPath: 'stacks/stack/cdk.tf.json' }),
    { code: 'missing-file', found: 'stacks/stack/cdk.tf.json' },
  ],
  [
    'a stack outside the folder',
    stack({ synthesizedStackPath: '../elsewhere/cdk.tf.json' }),
    { code: 'outside-the-assembly', found: '../elsewhere/cdk.tf.json' },
  ],
  ['a stack that is truncated', cdktfOf({ stack: '{\n"resource": {' }), { code: 'truncated-json', line: 2 }],
  [
    'a stack whose resources are a list',
    cdktfOf({ stack: { resource: [] } }),
    { code: 'not-terraform-json', path: 'resource', found: 'a list' },
  ],
  [
    'metadata of another version',
    cdktfOf({ stack: { '//': { Understudy: { ...INTENT, version: 2 } } } }),
    { code: 'metadata-of-another-version', path: '//.Understudy.version', found: '2' },
  ],
  [
    'metadata of a part that is none',
    cdktfOf({ stack: { '//': { Understudy: { ...INTENT, part: { kind: 'google' } } } } }),
    { code: 'malformed-metadata', path: '//.Understudy.part' },
  ],
])('refuses %s', (_, files, expected) => {
  const folder = folderOf(files);
  const problems = problemsOf(folder);
  expect(problems).toEqual([expect.objectContaining({ mend: expect.any(String), ...expected })]);
  expect(problems[0]?.file).toMatch(new RegExp(`^${folder}/`));
});

test('tells everything that is wrong in all of the folders at once', () => {
  const nowhere = join(folderOf({}), 'nowhere');
  const broken = folderOf(cdktfOf({ one: '{', two: { data: 'no' } }));
  expect(problemsOf(nowhere, folderOf(assemblyOf('[]')), broken).map(({ code }) => code)).toEqual([
    'missing-manifest',
    'not-an-object',
    'truncated-json',
    'not-terraform-json',
  ]);
});

test('refuses to read nothing at all', () => {
  expect(problemsOf()).toEqual([expect.objectContaining({ code: 'no-folder' })]);
});

test('refuses a stack that is read twice, in either language', () => {
  const aws = folderOf(assemblyOf(topic.AWS));
  const google = folderOf(cdktfOf({ serving: { resource: { google_pubsub_topic: { jobs: {} } } } }));
  expect(problemsOf(aws, aws)).toEqual([expect.objectContaining({ code: 'stack-read-twice', found: 'Stack' })]);
  expect(problemsOf(google, google)).toEqual([expect.objectContaining({ code: 'stack-read-twice', found: 'serving' })]);
});
