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

test.each([
  [2, 4],
  [5, 5],
  [13, 13],
])('where jobs must be able to wait %d days, they are kept %d, and dead letters longer', (outage, kept) => {
  const template = jobQueue({ longestOutage: Duration.days(outage) });
  only(template, 'AWS::SQS::Queue', { QueueName: 'jobs', MessageRetentionPeriod: kept * 86_400 });
});

test('dead letters could not be kept longer than two weeks', () => {
  expect(() => jobQueue({ longestOutage: Duration.days(14) })).toThrow('outage-outlasts-retention');
});

test('alarms of age and depth are what they are told to be', () => {
  const template = jobQueue({ alarmAge: Duration.minutes(5), alarmDepth: 7 });
  only(template, 'AWS::CloudWatch::Alarm', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 300 });
  only(template, 'AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 7 });
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
