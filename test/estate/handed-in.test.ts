// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are CloudFormation's and Terraform's
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEstate } from '../../lib/estate/read-estate';
import { lineOf } from '../../lib/estate/source/line-of';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import { Reference, Unknown } from '../../lib/estate/value';
import { assemblyOf, type Files, folderOf } from './assembly-fixture';
import { nodeAt } from './terraform-fixture';

const YAML = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: { Type: String, Default: prod }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Dead:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "\${Stage}-dead-\${AWS::Region}"
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !If [IsProd, jobs, !Ref AWS::NoValue]
      VisibilityTimeout: 360
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead.Arn
        maxReceiveCount: !Select [1, !Split [",", "3,5"]]
`;

const JOBS = {
  QueueName: 'jobs',
  VisibilityTimeout: 360,
  RedrivePolicy: { deadLetterTargetArn: new Reference('jobs@eu-west-1/Dead', 'Arn'), maxReceiveCount: '5' },
};

const read = (files: Files, ...names: string[]) => {
  const folder = folderOf(files);
  return readEstate(names.map((name) => (name === '' ? folder : join(folder, name))));
};

describe('a template by itself', () => {
  test('is read from YAML, with its short forms, where it is said to be deployed', () => {
    const estate = read({ 'jobs.yaml': YAML }, 'jobs.yaml@eu-west-1');
    expect(nodeAt(estate, 'jobs@eu-west-1/Jobs').properties).toEqual(JOBS);
    expect(nodeAt(estate, 'jobs@eu-west-1/Dead').properties).toEqual({ QueueName: 'prod-dead-eu-west-1' });
    expect(lineOf(nodeAt(estate, 'jobs@eu-west-1/Jobs'), 'RedrivePolicy.maxReceiveCount')).toBe(18);
  });

  test('is the same from JSON, whatever its file is called', () => {
    const template = {
      Resources: {
        Dead: { Type: 'AWS::SQS::Queue' },
        Jobs: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            QueueName: 'jobs',
            VisibilityTimeout: 360,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: '5' },
          },
        },
      },
    };
    const estate = read({ 'jobs.template': template }, 'jobs.template@eu-west-1');
    expect(nodeAt(estate, 'jobs@eu-west-1/Jobs').properties).toEqual(JOBS);
    expect(lineOf(nodeAt(estate, 'jobs@eu-west-1/Dead'))).toBe(1);
  });

  test('in two Regions is two stacks', () => {
    const estate = read({ 'jobs.yaml': YAML }, 'jobs.yaml@eu-west-1', 'jobs.yaml@eu-west-3');
    expect(estate.stacks.map(({ name, region }) => [name, region])).toEqual([
      ['jobs@eu-west-1', 'eu-west-1'],
      ['jobs@eu-west-3', 'eu-west-3'],
    ]);
  });

  test('without a Region is deployed nobody knows where, and how nobody says', () => {
    const [stack] = read({ 'jobs.yml': YAML }, 'jobs.yml').stacks;
    expect(stack).toMatchObject({ name: 'jobs', deployment: false, region: expect.any(Unknown) });
  });
});

describe('stacks among themselves', () => {
  const importer = (value: unknown): Files => ({
    'a.json': {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue' },
        Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'n' } },
      },
      Outputs: {
        Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } } },
        Name: { Value: { Ref: 'Named' } },
        Back: { Value: { 'Fn::ImportValue': 'back' }, Export: { Name: 'there' } },
      },
    },
    'b.json': {
      Resources: { Probe: { Type: 'X', Properties: { It: value } } },
      Outputs: { There: { Value: { 'Fn::ImportValue': 'there' }, Export: { Name: 'back' } } },
    },
  });
  const probe = (value: unknown, region = 'eu-west-1') =>
    nodeAt(read(importer(value), 'a.json@eu-west-1', `b.json@${region}`), `b@${region}/Probe`).properties.It;

  test.each<[string, unknown, unknown]>([
    ['an export', { 'Fn::ImportValue': 'a@eu-west-1-arn' }, new Reference('a@eu-west-1/Queue', 'Arn')],
    ['an output', { 'Fn::GetStackOutput': { StackName: 'a@eu-west-1', OutputName: 'Name' } }, 'n'],
    [
      'nothing that was read',
      { 'Fn::ImportValue': 'missing' },
      expect.objectContaining({ reason: expect.stringContaining('exports missing') }),
    ],
    [
      'each other, without end',
      { 'Fn::ImportValue': 'there' },
      expect.objectContaining({ reason: expect.stringContaining('refers to itself') }),
    ],
  ])('read %s', (_, value, expected) => {
    expect(probe(value)).toEqual(expected);
  });

  test('do not import from another Region', () => {
    expect(probe({ 'Fn::ImportValue': 'a@eu-west-1-arn' }, 'eu-west-3')).toBeInstanceOf(Unknown);
  });

  test('read the outputs of another Region, which is noted', () => {
    const value = { 'Fn::GetStackOutput': { StackName: 'a@eu-west-1', OutputName: 'Name', Region: 'eu-west-1' } };
    const estate = read(importer(value), 'a.json@eu-west-1', 'b.json@eu-west-3');
    expect(nodeAt(estate, 'b@eu-west-3/Probe').properties.It).toBe('n');
    expect(estate.stacks[1]?.lookups).toEqual([{ region: 'eu-west-1', path: 'Resources.Probe.Properties.It' }]);
  });
});

describe('nested stacks', () => {
  const nested = (TemplateURL: unknown, rest: object = {}) => ({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Inner: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL, Parameters: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
        ...rest,
      },
      Probe: { Type: 'X', Properties: { It: { 'Fn::GetAtt': ['Inner', 'Outputs.Topic'] } } },
    },
  });
  const INNER = {
    Parameters: { Arn: { Type: 'String' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Arn' } } } },
    Outputs: { Topic: { Value: { Ref: 'Topic' } } },
  };

  test.each<[string, Files, string]>([
    ['by the file beside it', { 'outer.json': nested('./inner.json'), 'inner.json': INNER }, 'outer.json@eu-west-1'],
    [
      'as CDK notes it',
      {
        ...assemblyOf(
          nested(
            { 'Fn::Sub': 'https://s3/${AWS::Region}/x.json' },
            { Metadata: { 'aws:asset:path': 'Inner.nested.template.json' } },
          ),
        ),
        'Inner.nested.template.json': INNER,
      },
      '',
    ],
  ])('are read %s: what goes in, and what comes out', (_, files, name) => {
    const estate = read(files, name);
    const outer = name === '' ? 'Stack' : 'outer@eu-west-1';
    expect(nodeAt(estate, `${outer}/Inner/Topic`).properties.DisplayName).toEqual(
      new Reference(`${outer}/Queue`, 'Arn'),
    );
    expect(nodeAt(estate, `${outer}/Probe`).properties.It).toEqual(new Reference(`${outer}/Inner/Topic`, 'Ref'));
    expect(estate.stacks[0]?.unread).toEqual([]);
  });

  test('elsewhere are noted as unread', () => {
    const [stack] = read({ 'outer.json': nested('https://example.com/inner.json') }, 'outer.json').stacks;
    expect(stack?.unread).toEqual([
      expect.objectContaining({ place: { file: 'outer.json', path: 'Resources.Inner' } }),
    ]);
  });
});

describe("Terraform's JSON", () => {
  test('of one folder is one stack; each block knows its file', () => {
    const files: Files = {
      'queues.tf.json': { resource: { aws_sqs_queue: { jobs: { name: 'jobs', redrive_policy: '${local.to_dead}' } } } },
      'main.tf.json': {
        provider: { aws: { region: 'eu-west-1' } },
        locals: { to_dead: '{"deadLetterTargetArn": "arn:x"}' },
        resource: { aws_sqs_queue: { dead: { name: 'dead', provider: 'aws.paris' } } },
      },
      'more.tf.json': {
        provider: { aws: { alias: 'paris', region: 'eu-west-3' } },
        module: { other: { source: './x' } },
      },
      'left.tf': 'resource "aws_sqs_queue" "left" {}',
    };
    const folder = folderOf(files);
    const { stacks, nodes } = readEstate([folder]);
    expect(stacks).toHaveLength(1);
    const [stack] = stacks;
    const jobs = nodes.get(`${stack?.name}/aws_sqs_queue.jobs`);
    expect(jobs).toMatchObject({ file: join(folder, 'queues.tf.json'), provider: { region: 'eu-west-1' } });
    expect(jobs?.properties.redrive_policy).toBe('{"deadLetterTargetArn": "arn:x"}');
    expect(nodes.get(`${stack?.name}/aws_sqs_queue.dead`)?.provider.region).toBe('eu-west-3');
    expect(stack?.unread.map(({ place }) => place)).toEqual([
      { file: 'left.tf', path: '' },
      { file: 'main.tf.json', path: 'module.other' },
    ]);
  });

  test('is read from a file alone too', () => {
    const estate = read(
      { 'main.tf.json': { resource: { aws_sqs_queue: { jobs: [{ name: 'jobs' }] } } } },
      'main.tf.json',
    );
    expect(nodeAt(estate, 'main/aws_sqs_queue.jobs').properties).toEqual({ name: 'jobs' });
  });
});

function problemsOf(files: Files, name: string) {
  try {
    read(files, name);
  } catch (error) {
    if (error instanceof UnreadableEstate) return error.problems;
    throw error;
  }
  return [];
}

const plan = JSON.parse(readFileSync(join(__dirname, 'terraform', 'fixture', 'plan.json'), 'utf8'));
const queue = (properties: unknown) => ({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: properties } } });

test.each<[string, Files, string, object]>([
  ['a file that is not there', {}, 'gone.json', { code: 'missing-file' }],
  [
    "another tool's file",
    { 'package.json': { name: 'app', version: '1' } },
    'package.json',
    { code: 'not-an-estate', found: 'members name, version' },
  ],
  [
    'resources in a list',
    { 'a.json': { Resources: [] } },
    'a.json',
    { code: 'not-an-estate', path: 'Resources', found: 'a list' },
  ],
  [
    'a template that ends in the middle',
    { 'a.json': '{"Resources":\n{' },
    'a.json',
    { code: 'truncated-json', line: 2 },
  ],
  ['YAML that is none', { 'a.yaml': 'Resources:\n  A: [1\n  B: 2\n' }, 'a.yaml', { code: 'invalid-yaml', line: 3 }],
  [
    'a resource that stands twice in YAML',
    { 'a.yaml': 'Resources:\n  A: {}\n  B: {}\n  A: {}\n' },
    'a.yaml',
    { code: 'key-written-twice', line: 4, found: 'A, on line 2 and on line 4' },
  ],
  [
    'a resource that stands twice in JSON',
    { 'a.json': '{"Resources": {\n"A": {},\n"B": {},\n"\\u0041": {} } }' },
    'a.json',
    { code: 'key-written-twice', line: 4, found: 'A, on line 2 and on line 4' },
  ],
  [
    'two documents in one file',
    { 'a.yaml': 'Resources: {}\n---\nResources: {}\n' },
    'a.yaml',
    { code: 'several-documents', found: '2 documents' },
  ],
  ['YAML inside itself', { 'a.yaml': 'Resources: &all\n  A: *all\n' }, 'a.yaml', { code: 'not-an-object' }],
  ['a text', { 'a.yaml': 'nothing but words' }, 'a.yaml', { code: 'not-an-object', found: 'a string' }],
  ['a bomb of aliases', { 'a.yaml': bomb() }, 'a.yaml', { code: 'not-an-object' }],
  [
    'a template of 50 MB',
    { 'a.json': `{"Resources": {}, "D": "${' '.repeat(50_000_000)}"}` },
    'a.json',
    { code: 'oversized-file' },
  ],
  [
    'a plan of another format',
    { 'plan.json': { ...plan, format_version: '2.0' } },
    'plan.json',
    { code: 'not-a-plan', found: '2.0' },
  ],
  [
    'a state instead of a plan',
    { 'state.json': { format_version: '1.0', values: {} } },
    'state.json',
    { code: 'not-a-plan' },
  ],
  ["Terraform's own language", { 'main.tf': 'locals {}' }, '', { code: 'terraform-language' }],
  [
    'a resource without a type',
    { 'a.json': { Resources: { Queue: { Properties: {} } } } },
    'a.json',
    { code: 'malformed-resource', path: 'Resources.Queue.Type' },
  ],
  [
    'properties in a list',
    { 'a.json': queue([]) },
    'a.json',
    { code: 'malformed-resource', path: 'Resources.Queue.Properties' },
  ],
  [
    'a block that is none',
    { 'a.tf.json': { resource: { aws_sqs_queue: { jobs: 'no' } } } },
    'a.tf.json',
    { code: 'malformed-resource', path: 'resource.aws_sqs_queue.jobs' },
  ],
  [
    'a resource that needs itself',
    { 'a.json': queue({ QueueName: { Ref: 'Queue' } }) },
    'a.json',
    { code: 'circular-reference', found: 'Queue -> Queue' },
  ],
  [
    'resources that need each other',
    {
      'a.json': {
        Resources: {
          A: { Type: 'X', Properties: { B: { 'Fn::Sub': '${B.Arn}' } } },
          B: { Type: 'X', DependsOn: 'C' },
          C: { Type: 'X', Properties: { A: { 'Fn::GetAtt': ['A', 'Arn'] } } },
        },
      },
    },
    'a.json',
    { code: 'circular-reference', found: 'A -> B -> C -> A' },
  ],
  [
    'conditions that need each other',
    {
      'a.json': {
        Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } },
        Resources: {},
      },
    },
    'a.json',
    { code: 'circular-reference', path: 'Conditions.A' },
  ],
  [
    "Terraform's locals and resources that need each other",
    {
      'a.tf.json': {
        locals: { name: '${aws_sqs_queue.jobs.name}' },
        resource: { aws_sqs_queue: { jobs: { name: 'a-${local.name}' } } },
      },
    },
    'a.tf.json',
    { code: 'circular-reference', found: 'aws_sqs_queue.jobs -> local.name -> aws_sqs_queue.jobs' },
  ],
])('refuses %s', (_, files, name, expected) => {
  expect(problemsOf(files, name)).toEqual([expect.objectContaining({ mend: expect.any(String), ...expected })]);
});

/** No circle: the branch that would close it is never taken. */
test('takes a reference in a branch that is never taken for none', () => {
  const template = {
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    ...queue({ QueueName: { 'Fn::If': ['Never', { Ref: 'Queue' }, 'jobs'] } }),
  };
  expect(problemsOf({ 'a.json': template }, 'a.json')).toEqual([]);
});

function bomb(): string {
  const names = 'abcdefgh';
  const lines = [...names].map((name, index) => {
    const before = names[index - 1];
    return `${name}: &${name} [${Array(9)
      .fill(before === undefined ? 'x' : `*${before}`)
      .join(', ')}]`;
  });
  return `${lines.join('\n')}\n`;
}
