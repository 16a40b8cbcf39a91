// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's
import { readEstate } from '../../lib/estate/read-estate';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import { Unknown } from '../../lib/estate/value';
import { type Files, folderOf } from './assembly-fixture';
import { nodeAt } from './terraform-fixture';

const TEMPLATE = {
  Parameters: {
    Stage: { Type: 'String', AllowedValues: ['test', 'live'] },
    Seconds: { Type: 'Number', Default: 30 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a' },
    Kept: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/kept' },
  },
  Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
  Resources: {
    Jobs: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: { Ref: 'Stage' },
        VisibilityTimeout: { Ref: 'Seconds' },
        Zone: { 'Fn::Select': [1, { Ref: 'Zones' }] },
        Kept: { Ref: 'Kept' },
      },
    },
    Live: { Type: 'AWS::SQS::Queue', Condition: 'IsLive' },
  },
};
const TERRAFORM = {
  variable: { stage: {}, seconds: { type: 'number' }, zones: { type: '${list(string)}', default: ['a'] } },
  resource: {
    aws_sqs_queue: {
      jobs: { name: '${var.stage}-jobs', visibility_timeout_seconds: '${var.seconds}', zones: '${var.zones}' },
    },
  },
};
const FILES: Files = { 'one.json': TEMPLATE, 'two.json': TEMPLATE, 'stack.tf.json': TERRAFORM };

/** In a folder with these files; `{}` stands for it. */
function read(names: readonly string[], parameters: readonly string[], files: Files = {}) {
  const folder = folderOf({ ...FILES, ...files });
  const at = (name: string) => name.replace('{}', folder);
  return readEstate(
    names.map((name) => `${folder}/${name}`),
    parameters.map(at),
  );
}

const jobsOf = (name: string, parameters: readonly string[], files: Files = {}) =>
  nodeAt(read([`${name}.json`], parameters, files), `${name}/Jobs`).properties;

function problemsOf(names: readonly string[], parameters: readonly string[], files: Files = {}) {
  try {
    read(names, parameters, files);
  } catch (error) {
    if (error instanceof UnreadableEstate) return error.problems;
    throw error;
  }
  return [];
}

test('a parameter without a default is known where it is given', () => {
  expect(jobsOf('one', []).QueueName).toBeInstanceOf(Unknown);
  expect(jobsOf('one', ['Stage=live']).QueueName).toBe('live');
});

test('what is given counts before the default, and is read by the type', () => {
  expect(jobsOf('one', ['Seconds=360', 'Zones=x, y'])).toMatchObject({ VisibilityTimeout: '360', Zone: 'y' });
});

test('a condition is decided by it', () => {
  const logicalIds = (stage: string) =>
    [...read(['one.json'], [`Stage=${stage}`]).nodes.values()].map(({ logicalId }) => logicalId);
  expect(logicalIds('live')).toEqual(['Jobs', 'Live']);
  expect(logicalIds('test')).toEqual(['Jobs']);
});

test('the name of a parameter in the Parameter Store is not its value', () => {
  expect(jobsOf('one', ['Kept=/other']).Kept).toBeInstanceOf(Unknown);
});

test('one for a stack counts before one for all, and of two the last', () => {
  const estate = read(['one.json', 'two.json@eu-west-1'], ['two:Stage=test', 'Stage=test', 'Stage=live']);
  expect(nodeAt(estate, 'one/Jobs').properties.QueueName).toBe('live');
  expect(nodeAt(estate, 'two@eu-west-1/Jobs').properties.QueueName).toBe('test');
});

test.each<[string, unknown]>([
  ['for `aws cloudformation create-stack`', [{ ParameterKey: 'Stage', ParameterValue: 'live' }]],
  ['for `aws cloudformation deploy`', ['Stage=live']],
  ['for CodePipeline', { Parameters: { Stage: 'live' }, Tags: {} }],
])('a file %s gives its values', (_whose, content) => {
  const files = { 'values.json': content } as Files;
  expect(jobsOf('one', ['{}/values.json'], files).QueueName).toBe('live');
  expect(jobsOf('one', ['one:{}/values.json'], files).QueueName).toBe('live');
});

test("Terraform's variables are given as Terraform takes them", () => {
  const typed = ['stage=live', 'seconds=360', 'zones=["x"]'];
  const file = { 'live.tfvars.json': { stage: 'live', seconds: 360, zones: ['x'] } };
  for (const estate of [read(['stack.tf.json'], typed), read(['stack.tf.json'], ['{}/live.tfvars.json'], file)]) {
    expect(nodeAt(estate, 'stack/aws_sqs_queue.jobs').properties).toEqual({
      name: 'live-jobs',
      visibility_timeout_seconds: 360,
      zones: ['x'],
    });
  }
});

test('an expression in a value is a text, and evaluated by nobody', () => {
  const estate = read(['stack.tf.json'], ['stage=${var.seconds}']);
  expect(nodeAt(estate, 'stack/aws_sqs_queue.jobs').properties.name).toBe('${var.seconds}-jobs');
});

test.each<[string, readonly string[], Files, object]>([
  [
    'a name that nothing declares',
    ['Stag=live'],
    {},
    { code: 'unknown-parameter', allowed: 'Kept, Seconds, Stage, Zones' },
  ],
  ['a stack that is not here', ['three:Stage=live'], {}, { code: 'unknown-stack', allowed: 'one' }],
  ['a value that is not allowed', ['Stage=liv'], {}, { code: 'parameter-not-allowed', allowed: 'test, live' }],
  ['a number that is none', ['Seconds=soon'], {}, { code: 'parameter-not-allowed', allowed: 'a number' }],
  ['a value for nothing', ['=live'], {}, { code: 'malformed-parameter' }],
  ['a file that is not there', ['{}/gone.json'], {}, { code: 'missing-file' }],
  ['a file in the language of Terraform', ['{}/a.tfvars'], { 'a.tfvars': 'a = 1' }, { code: 'terraform-language' }],
  ['a file of something else', ['{}/a.json'], { 'a.json': { Stage: 'live' } }, { code: 'malformed-parameters' }],
  [
    'a value that only the deployed stack knows',
    ['{}/a.json'],
    { 'a.json': [{ ParameterKey: 'Stage', UsePreviousValue: true }] } as Files,
    { code: 'malformed-parameters', path: '[0]' },
  ],
  ['a file that is no JSON', ['{}/a.json'], { 'a.json': '[1' }, { code: 'truncated-json' }],
])('%s is refused', (_what, parameters, files, problem) => {
  expect(problemsOf(['one.json'], parameters, files)).toEqual([
    expect.objectContaining({ mend: expect.any(String), ...problem }),
  ]);
});

test('a variable of Terraform takes no other type', () => {
  expect(problemsOf(['stack.tf.json'], ['seconds=soon', 'zones=1'])).toEqual([
    expect.objectContaining({ code: 'parameter-not-allowed', allowed: 'number, written as JSON' }),
    expect.objectContaining({ code: 'parameter-not-allowed', allowed: 'list(string)' }),
  ]);
});

test('all that is wrong with several is told at once', () => {
  expect(
    problemsOf(['one.json'], ['Stag=live', 'Seconds=soon', '{}/gone.json'])
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['missing-file', 'parameter-not-allowed', 'unknown-parameter']);
});
