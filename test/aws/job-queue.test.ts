import { Key } from 'aws-cdk-lib/aws-kms';
import { Duration } from 'aws-cdk-lib/core';
import { JobQueue, type JobQueueProps } from '../../lib/aws/job-queue';
import { foreignStack, only, resourcesOf, templateOf } from './fleets';

function jobQueue(props: Partial<JobQueueProps> = {}) {
  const stack = foreignStack();
  const names = { queueName: 'jobs', deadLetterQueueName: 'dead' };
  new JobQueue(stack, 'Jobs', { longestAttempt: Duration.seconds(60), ...names, ...props });
  return templateOf(stack);
}

test('a job that fails five times becomes a dead letter', () => {
  const template = jobQueue();
  const [deadLetters] = resourcesOf(template, 'AWS::SQS::Queue').find(([, q]) => q.Properties.QueueName === 'dead')!;
  const { RedrivePolicy } = only(template, 'AWS::SQS::Queue', { QueueName: 'jobs' }).Properties;
  expect(RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 5 });
});

test('jobs are kept 4 days, dead letters 14, and hidden six times the longest attempt', () => {
  const template = jobQueue();
  const days = (count: number) => count * 24 * 60 * 60;
  only(template, 'AWS::SQS::Queue', { QueueName: 'jobs', MessageRetentionPeriod: days(4), VisibilityTimeout: 360 });
  only(template, 'AWS::SQS::Queue', { QueueName: 'dead', MessageRetentionPeriod: days(14) });
});

test('both queues are encrypted, refuse plain HTTP, and outlive their stack', () => {
  const template = jobQueue();
  for (const [id, queue] of resourcesOf(template, 'AWS::SQS::Queue')) {
    expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
    expect(queue).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    const policies = resourcesOf(template, 'AWS::SQS::QueuePolicy');
    const policy = policies.find(([, { Properties }]) => Properties.Queues[0].Ref === id)![1];
    expect(policy.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  }
});

test('a key of their own encrypts both', () => {
  const stack = foreignStack();
  const encryptionKey = new Key(stack, 'Key');
  new JobQueue(stack, 'Jobs', { longestAttempt: Duration.seconds(60), encryptionKey });
  for (const [, { Properties }] of resourcesOf(templateOf(stack), 'AWS::SQS::Queue')) {
    expect(Properties.KmsMasterKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
  }
});

test.each([[2], [11], [3.5]])('%d attempts are refused', (maxAttempts) => {
  expect(() => jobQueue({ maxAttempts })).toThrow('attempts-out-of-range');
});

test.each([[3], [10]])('%d attempts are not', (maxAttempts) => {
  only(jobQueue({ maxAttempts }), 'AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: maxAttempts } });
});
