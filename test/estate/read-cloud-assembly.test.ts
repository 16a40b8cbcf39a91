import { join } from 'node:path';
import type { FleetMetadata } from '../../lib/contract/metadata';
import { readCloudAssembly } from '../../lib/estate/read-cloud-assembly';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import { Unknown } from '../../lib/estate/value';
import { assemblyOf, estateOf, type Files, folderOf, nodeOf } from './assembly-fixture';

const INTENT: FleetMetadata = {
  version: 1,
  service: 'assistant',
  domain: 'ai.example.com',
  prefer: 'quality',
  cells: ['aws:eu-west-1'],
  ladder: [{ name: 'script', tier: 3, on: { aws: { kind: 'deterministic' } } }],
  routes: [],
  objectives: { recoverySeconds: 150, survive: ['any-cell'] },
  part: { kind: 'cell', cell: 'aws:eu-west-1' },
};

const stack = (properties: object, rest: object = {}) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://111122223333/eu-west-1',
  properties,
  ...rest,
});

/** Two stacks, one of them in a Stage, one with a name of its own. */
const TWO: Files = {
  'manifest.json': {
    version: '55.0.0',
    artifacts: {
      First: stack({ templateFile: 'First.template.json', stackName: 'Prod-First', terminationProtection: true }),
      Second: stack(
        { templateFile: 'Second.template.json' },
        { dependencies: ['First', 'Tree'], additionalMetadataFile: 'Second.metadata.json' },
      ),
      'assembly-Stage': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  },
  'First.template.json': { Metadata: { Understudy: INTENT }, Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
  'Second.template.json': {
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic', DeletionPolicy: 'Retain', Properties: { TopicName: { Ref: 'AWS::Region' } } },
      Other: { Type: 'AWS::SNS::Topic', Metadata: { 'aws:cdk:path': 'App/Second/Other/Resource' } },
    },
  },
  'Second.metadata.json': { '/App/Second/Topic/Resource': [{ type: 'aws:cdk:logicalId', data: 'Topic' }] },
  'assembly-Stage/manifest.json': {
    version: '55.0.0',
    artifacts: {
      StageInner: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'StageInner.template.json' },
      },
    },
  },
  'assembly-Stage/StageInner.template.json': {},
};

test('reads stacks with their names, environments, protection, order and intent, those of a Stage too', () => {
  const estate = readCloudAssembly(folderOf(TWO));
  expect(estate.stacks.map(({ name, file }) => [name, file])).toEqual([
    ['Prod-First', 'First.template.json'],
    ['Second', 'Second.template.json'],
    ['StageInner', 'assembly-Stage/StageInner.template.json'],
  ]);
  expect(estate.stacks[0]).toMatchObject({
    region: 'eu-west-1',
    account: '111122223333',
    terminationProtection: true,
    dependsOn: [],
    intent: INTENT,
  });
  expect(estate.stacks[1]).toMatchObject({ terminationProtection: false, dependsOn: ['Prod-First'] });
  expect(estate.stacks[1]?.intent).toBeUndefined();
  expect(estate.stacks[2]?.region).toBeInstanceOf(Unknown);
  expect(estate.stacks[2]?.account).toBeInstanceOf(Unknown);
});

test('names nodes by the deployed stack, and keeps their paths and attributes', () => {
  const estate = readCloudAssembly(folderOf(TWO));
  expect([...estate.nodes.keys()]).toEqual(['Prod-First/Topic', 'Second/Topic', 'Second/Other']);
  expect(estate.nodes.get('Second/Topic')).toMatchObject({
    type: 'AWS::SNS::Topic',
    properties: { TopicName: 'eu-west-1' },
    attributes: { DeletionPolicy: 'Retain' },
    constructPath: 'App/Second/Topic/Resource',
  });
  expect(estate.nodes.get('Second/Other')?.constructPath).toBe('App/Second/Other/Resource');
});

test('finds assets that are there by the key of their object, and leaves out those that are gone', () => {
  const folder = folderOf(assemblyOf({}));
  const { assets } = readCloudAssembly(folder).stacks[0] ?? {};
  expect(assets).toEqual(new Map([['code.zip', join(folder, 'asset.code')]]));
});

test('tells two stacks of one name apart', () => {
  const files: Files = {
    'manifest.json': {
      version: '55.0.0',
      artifacts: {
        Dublin: stack({ templateFile: 'Dublin.template.json', stackName: 'Service' }),
        Paris: stack({ templateFile: 'Paris.template.json', stackName: 'Service' }),
      },
    },
    'Dublin.template.json': { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
    'Paris.template.json': { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
  };
  expect([...readCloudAssembly(folderOf(files)).nodes.keys()]).toEqual(['Dublin/Topic', 'Paris/Topic']);
});

test('leaves out what a condition is known to keep from being made', () => {
  const estate = estateOf({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Perhaps: { 'Fn::Equals': [{ Ref: 'P' }, 'b'] } },
    Parameters: { P: { Type: 'String' } },
    Resources: {
      Gone: { Type: 'AWS::SNS::Topic', Condition: 'Never' },
      Perhaps: { Type: 'AWS::SNS::Topic', Condition: 'Perhaps' },
    },
  });
  expect([...estate.nodes.keys()]).toEqual(['Stack/Perhaps']);
  expect(nodeOf(estate, 'Perhaps').attributes).toEqual({ Condition: 'Perhaps' });
});

function problemsOf(files: Files) {
  try {
    readCloudAssembly(folderOf(files));
  } catch (error) {
    if (error instanceof UnreadableEstate) return error.problems;
    throw error;
  }
  return [];
}

const MANIFEST = assemblyOf({})['manifest.json'];
const withArtifacts = (artifacts: object): Files => ({ 'manifest.json': { version: '55.0.0', artifacts } });

test.each<[string, Files, object]>([
  ['a folder without a manifest', {}, { code: 'missing-manifest', file: 'manifest.json' }],
  ['a manifest that ends in the middle', { 'manifest.json': '{"version": "5' }, { code: 'truncated-json', line: 1 }],
  ['an empty manifest', { 'manifest.json': '' }, { code: 'empty-file' }],
  [
    'a manifest that is no JSON',
    { 'manifest.json': '{"a": 1,\n b}' },
    { code: 'invalid-json', file: 'manifest.json', line: 2 },
  ],
  ['a manifest that is a list', { 'manifest.json': '[]' }, { code: 'not-an-object', found: 'a list' }],
  ["another tool's manifest", { 'manifest.json': { name: 'app' } }, { code: 'not-an-assembly', path: 'artifacts' }],
  ['artifacts in a list', { 'manifest.json': { version: '1', artifacts: [] } }, { code: 'not-an-assembly' }],
  [
    'a manifest that names a missing template',
    { 'manifest.json': MANIFEST, 'Stack.assets.json': {} },
    { code: 'missing-file', file: 'manifest.json', found: 'Stack.template.json' },
  ],
  [
    'a manifest that names a missing list of assets',
    { 'manifest.json': MANIFEST, 'Stack.template.json': {} },
    { code: 'missing-file', found: 'Stack.assets.json' },
  ],
  [
    'a stack without a template',
    withArtifacts({ Stack: stack({}) }),
    { code: 'not-an-assembly', path: 'artifacts.Stack.properties.templateFile' },
  ],
  [
    'a template outside the folder',
    withArtifacts({ Stack: stack({ templateFile: '../../etc/hostname' }) }),
    { code: 'outside-the-assembly', found: '../../etc/hostname' },
  ],
  [
    'an assembly nested in itself',
    withArtifacts({ Self: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }),
    { code: 'endless-assembly' },
  ],
  [
    'a template that is truncated',
    { ...assemblyOf('{\n"Resources": {\n') },
    { code: 'truncated-json', file: 'Stack.template.json', line: 3 },
  ],
  [
    'a template whose resources are a list',
    assemblyOf({ Resources: [] }),
    { code: 'not-a-template', path: 'Resources' },
  ],
  [
    'an oversized template',
    assemblyOf(`{"Description": "${' '.repeat(50 * 1024 * 1024)}"}`),
    { code: 'oversized-file', file: 'Stack.template.json' },
  ],
  [
    'metadata of another version',
    assemblyOf({ Metadata: { Understudy: { ...INTENT, version: 2 } } }),
    { code: 'metadata-of-another-version', found: '2', allowed: '1' },
  ],
  [
    'metadata of another shape',
    assemblyOf({ Metadata: { Understudy: { ...INTENT, cells: 'aws:eu-west-1' } } }),
    { code: 'malformed-metadata', path: 'Metadata.Understudy.cells' },
  ],
])('refuses %s', (_, files, expected) => {
  expect(problemsOf(files)).toEqual([expect.objectContaining({ mend: expect.any(String), ...expected })]);
});

test('refuses a folder that does not exist', () => {
  expect(() => readCloudAssembly(join(folderOf({}), 'nowhere'))).toThrow(/There is no such folder/);
});

test('tells everything that is wrong at once', () => {
  const files: Files = {
    'manifest.json': {
      version: '55.0.0',
      artifacts: {
        A: stack({ templateFile: 'A.template.json' }),
        B: stack({ templateFile: 'B.template.json' }),
        C: stack({ templateFile: 'C.template.json' }),
      },
    },
    'A.template.json': '{',
    'C.template.json': { Metadata: { Understudy: { version: 7 } } },
  };
  expect(problemsOf(files).map(({ code }) => code)).toEqual([
    'truncated-json',
    'missing-file',
    'metadata-of-another-version',
  ]);
});
