// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { join } from 'node:path';
import { check } from '../../../lib/checks/check';
import { readEstate } from '../../../lib/estate/read-estate';
import { lineOf } from '../../../lib/estate/source/line-of';
import { UnreadableEstate } from '../../../lib/estate/unreadable';
import { Reference } from '../../../lib/estate/value';
import { type Files, folderOf } from '../assembly-fixture';
import { nodeAt } from '../terraform-fixture';

const QUEUE = {
  variable: { name: {}, days: { default: 4 } },
  resource: {
    aws_sqs_queue: {
      jobs: {
        name: '${var.name}',
        message_retention_seconds: '${var.days}',
        redrive_policy: '${jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })}',
      },
      dead: { name: '${var.name}-dead', message_retention_seconds: 1_209_600 },
    },
  },
  output: { arn: { value: '${aws_sqs_queue.jobs.arn}' }, name: { value: '${var.name}' } },
};

const ROOT = {
  provider: { aws: [{ region: 'eu-west-1' }, { alias: 'paris', region: 'eu-west-3' }] },
  locals: { prefix: 'shop' },
  module: {
    orders: { source: './modules/queue', name: '${local.prefix}-orders', days: 86_400 },
    there: { source: './modules/outer', providers: { aws: 'aws.paris' } },
  },
  resource: {
    aws_lambda_event_source_mapping: { feed: { event_source_arn: '${module.orders.arn}', function_name: 'f' } },
    aws_ssm_parameter: { queue: { name: 'queue', value: '${module.there.inner}' } },
  },
};

const OUTER = {
  module: { inner: [{ source: '../queue', name: 'from-${path.module}', count: 2 }] },
  output: { inner: { value: '${module.inner[0].name}' } },
};

const FILES: Files = {
  'root/main.tf.json': JSON.stringify(ROOT),
  'root/modules/queue/main.tf.json': JSON.stringify(QUEUE, null, 1),
  'root/modules/outer/main.tf.json': JSON.stringify(OUTER),
};

const reading = (files: Files) => {
  const folder = folderOf(files);
  return { folder, estate: readEstate([join(folder, 'root')]) };
};

describe('modules that lie beside who calls them', () => {
  const { folder, estate } = reading(FILES);

  test('are read with what their callers give, however deep', () => {
    expect([...estate.nodes.keys()].sort()).toEqual([
      'root/aws_lambda_event_source_mapping.feed',
      'root/aws_ssm_parameter.queue',
      'root/module.orders.aws_sqs_queue.dead',
      'root/module.orders.aws_sqs_queue.jobs',
      'root/module.there.module.inner.aws_sqs_queue.dead',
      'root/module.there.module.inner.aws_sqs_queue.jobs',
    ]);
    const { properties, constructPath, stack } = nodeAt(estate, 'root/module.orders.aws_sqs_queue.jobs');
    expect(properties).toMatchObject({ name: 'shop-orders', message_retention_seconds: 86_400 });
    expect(constructPath).toBe('module.orders.aws_sqs_queue.jobs');
    expect(stack).toBe(estate.stacks[0]);
    expect(stack.unread).toEqual([]);
  });

  test('a variable that nobody gives has its default', () => {
    const { properties } = nodeAt(estate, 'root/module.there.module.inner.aws_sqs_queue.jobs');
    expect(properties).toMatchObject({ name: 'from-.', message_retention_seconds: 4 });
  });

  test('an output is what it leads to', () => {
    expect(nodeAt(estate, 'root/aws_lambda_event_source_mapping.feed').properties.event_source_arn).toEqual(
      new Reference('root/module.orders.aws_sqs_queue.jobs', 'arn'),
    );
    expect(nodeAt(estate, 'root/aws_ssm_parameter.queue').properties.value).toBe('from-.');
  });

  test('are made where the provider is that their callers hand on', () => {
    const regions = ['orders', 'there.module.inner'].map(
      (module) => nodeAt(estate, `root/module.${module}.aws_sqs_queue.dead`).provider.region,
    );
    expect(regions).toEqual(['eu-west-1', 'eu-west-3']);
  });

  test('have their lines in their own files', () => {
    const node = nodeAt(estate, 'root/module.orders.aws_sqs_queue.dead');
    expect(node.file).toBe(join(folder, 'root/modules/queue/main.tf.json'));
    expect(lineOf(node, 'message_retention_seconds')).toBe(17);
  });

  test('are judged', () => {
    const { redrive_policy: _, ...jobs } = QUEUE.resource.aws_sqs_queue.jobs;
    const broken = { ...QUEUE, resource: { aws_sqs_queue: { jobs } } };
    const { folder: spoilt } = reading({ ...FILES, 'root/modules/queue/main.tf.json': JSON.stringify(broken) });
    const asked = { asked: { survive: [] }, rules: [], only: ['queue-without-dead-letters'], skip: [] };
    expect(check({ paths: [join(spoilt, 'root')], ...asked }).findings.map(({ place }) => place.id)).toEqual([
      'root/module.orders.aws_sqs_queue.jobs',
      'root/module.there.module.inner.aws_sqs_queue.jobs',
    ]);
  });
});

test.each<[string, object, Files, RegExp]>([
  ['of a registry', { source: 'terraform-aws-modules/sqs/aws' }, {}, /lies elsewhere/],
  ['of a repository', { source: 'git::https://example.com/queue.git' }, {}, /lies elsewhere/],
  ['of no source', {}, {}, /names no source/],
  ['that is not there', { source: './gone' }, {}, /nothing of the module .\/gone/],
  ["in Terraform's own language", { source: './hcl' }, { 'root/hcl/main.tf': 'resource {}' }, /nothing of the module/],
  [
    'of which a part is in that language',
    { source: './both' },
    { 'root/both/a.tf.json': { resource: {} }, 'root/both/b.tf': '' },
    /own language/,
  ],
  ['that calls itself', { source: './self' }, { 'root/self/a.tf.json': { module: { x: { source: './' } } } }, /deep/],
])('a module %s is told', (_, called, files, reason) => {
  const { estate } = reading({ 'root/main.tf.json': { module: { called } }, ...files });
  expect(estate.stacks[0]?.unread.map((one) => one.reason)).toEqual([expect.stringMatching(reason)]);
});

test('a circle inside of a module is refused', () => {
  const locals = { a: '${local.b}', b: '${local.a}' };
  const files = { 'root/main.tf.json': { module: { m: { source: './m' } } }, 'root/m/a.tf.json': { locals } };
  expect(() => reading(files)).toThrow(UnreadableEstate);
});

test('an output that leads back to what its module was given for it is unknown', () => {
  const module = { m: { source: './m', a: '${module.m.b}' } };
  const resource = { aws_sqs_queue: { q: { name: '${module.m.b}' } } };
  const inside = { variable: { a: {} }, output: { b: { value: '${var.a}' } } };
  const { estate } = reading({ 'root/main.tf.json': { module, resource }, 'root/m/a.tf.json': inside });
  expect(nodeAt(estate, 'root/aws_sqs_queue.q').properties.name).toMatchObject({
    reason: expect.stringMatching(/itself/),
  });
});
