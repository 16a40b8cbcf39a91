import { join } from 'node:path';
import { readEstate } from '../../../lib/estate/read-estate';
import { Reference, Unknown } from '../../../lib/estate/value';
import { queuesOf } from '../../../lib/estate/views/queues';
import { recordsOf } from '../../../lib/estate/views/records';
import { nodeAt } from '../terraform-fixture';

/**
 * `terraform show -json` of Terraform 1.11 and aws 5.100, of two records and two checks (`for_each`), a queue for dead
 * letters, and a module with two queues (`count`) under a provider whose Region is a variable. Keys and switches of the
 * provider were taken out.
 */
const estate = readEstate([join(__dirname, 'fixture', 'plan.json')]);

test('each instance is a node of its own, those of modules too', () => {
  expect([...estate.nodes.keys()]).toEqual([
    'plan/aws_route53_health_check.one["a"]',
    'plan/aws_route53_health_check.one["b"]',
    'plan/aws_route53_record.r["a"]',
    'plan/aws_route53_record.r["b"]',
    'plan/aws_sqs_queue.dead',
    'plan/module.queues.aws_sqs_queue.jobs[0]',
    'plan/module.queues.aws_sqs_queue.jobs[1]',
  ]);
});

test("a provider's Region is known as a literal and through a variable", () => {
  expect(nodeAt(estate, 'plan/aws_sqs_queue.dead').provider).toEqual({ name: 'aws', region: 'eu-west-1' });
  const jobs = nodeAt(estate, 'plan/module.queues.aws_sqs_queue.jobs[1]');
  expect(jobs.provider).toEqual({ name: 'aws', alias: 'paris', region: 'eu-west-3' });
});

test('what is known after the plan is the attribute of whose it is: of the instance with the same key', () => {
  expect(recordsOf(estate).map(({ values, healthCheck }) => ({ values, healthCheck }))).toEqual(
    ['a', 'b'].map((key, index) => ({
      values: [`203.0.113.${index + 1}`],
      healthCheck: new Reference(`plan/aws_route53_health_check.one["${key}"]`, 'Ref'),
    })),
  );
});

test("a module's variable leads to what its caller gave", () => {
  const [dead, jobs] = queuesOf(estate);
  expect(jobs?.deadLetters).toMatchObject({ queue: new Reference('plan/aws_sqs_queue.dead', 'arn') });
  // Nobody wrote it, so the provider's unknown is none.
  expect(dead).not.toHaveProperty('deadLetters');
});

test('how a resource is protected is not known from a plan', () => {
  expect(nodeAt(estate, 'plan/aws_sqs_queue.dead').attributes.lifecycle).toBeInstanceOf(Unknown);
});
