import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';
import { queueAlarms } from './private/job-alarms';
import { KEEP } from './private/keep';

export interface JobQueueProps {
  /** The longest that one attempt at a job may take. */
  readonly longestAttempt: Duration;
  /**
   * After how many failed attempts a job becomes a dead letter: 3 to 10.
   * @default 5
   */
  readonly maxAttempts?: number;
  /**
   * The longest that jobs must be able to wait: at most 13 days, since dead letters are kept longer.
   * @default - four days
   */
  readonly longestOutage?: Duration;
  /**
   * How old the oldest job may become before an alarm says so.
   * @default - an hour
   */
  readonly alarmAge?: Duration;
  /**
   * How many jobs may wait before an alarm says so.
   * @default 1000
   */
  readonly alarmDepth?: number;
  /** @default - a generated name */
  readonly queueName?: string;
  /** @default - a generated name */
  readonly deadLetterQueueName?: string;
  /** @default - a key that SQS manages */
  readonly encryptionKey?: IKey;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_RETENTION_DAYS = 14;

/** A cell's jobs that may wait, and those that failed too often. Both are kept when their stack goes. */
export class JobQueue extends Construct {
  public readonly queue: Queue;
  public readonly deadLetterQueue: Queue;
  /**
   * By the names, where they are fixed, so that who reads the template alone knows them too.
   * @internal
   */
  public readonly _urls: { readonly queue: string; readonly deadLetters: string };
  /** In alarm when a job is too old, too many wait, or one is dead. */
  public readonly alarms: Alarm[];

  public constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    const maxReceiveCount = props.maxAttempts ?? 5;
    const retention = Duration.days(
      Math.max(4, Math.ceil((props.longestOutage ?? Duration.days(4)).toDays({ integral: false }))),
    );
    refuse(
      [
        !Number.isInteger(maxReceiveCount) || maxReceiveCount < 3 || maxReceiveCount > 10,
        {
          code: 'attempts-out-of-range',
          path: `${this.node.path}.maxAttempts`,
          message: 'fewer attempts give up on a short outage, more repeat what cannot succeed',
          found: String(maxReceiveCount),
          allowed: 'a whole number from 3 to 10',
          mend: 'leave it out for 5',
        },
      ],
      [
        retention.toDays() > LONGEST_RETENTION_DAYS - 1,
        {
          code: 'outage-outlasts-retention',
          path: `${this.node.path}.longestOutage`,
          message: `SQS keeps nothing longer than ${LONGEST_RETENTION_DAYS} days, and dead letters are kept longer than jobs`,
          found: `${retention.toDays()} days`,
          allowed: `at most ${LONGEST_RETENTION_DAYS - 1} days`,
          mend: 'name a shorter one',
        },
      ],
    );
    const common = {
      encryption: props.encryptionKey === undefined ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      removalPolicy: KEEP,
    };
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: props.deadLetterQueueName,
      // The longest that SQS keeps anything: a message's age counts from its first queue on.
      retentionPeriod: Duration.days(LONGEST_RETENTION_DAYS),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: props.queueName,
      retentionPeriod: retention,
      // Six times what the function may take, so that a throttled batch is not handed out twice.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.longestAttempt.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
    this._urls = {
      queue: urlOf(this.queue, props.queueName),
      deadLetters: urlOf(this.deadLetterQueue, props.deadLetterQueueName),
    };
    this.alarms = queueAlarms(this, this.queue, this.deadLetterQueue, {
      age: props.alarmAge ?? Duration.hours(1),
      depth: props.alarmDepth ?? 1000,
    });
  }
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function urlOf(queue: Queue, name: string | undefined): string {
  const { account, region, urlSuffix } = Stack.of(queue);
  const isFixed = name !== undefined && !Token.isUnresolved([account, region, name]);
  return isFixed ? `https://sqs.${region}.${urlSuffix}/${account}/${name}` : queue.queueUrl;
}
