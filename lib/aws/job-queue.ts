import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';
import { KEEP } from './private/keep';

export interface JobQueueProps {
  /** The longest that one attempt at a job may take. */
  readonly longestAttempt: Duration;
  /**
   * After how many failed attempts a job becomes a dead letter: 3 to 10.
   * @default 5
   */
  readonly maxAttempts?: number;
  /** @default - a generated name */
  readonly queueName?: string;
  /** @default - a generated name */
  readonly deadLetterQueueName?: string;
  /** @default - a key that SQS manages */
  readonly encryptionKey?: IKey;
}

/** A cell's jobs that may wait, and those that failed too often. Both are kept when their stack goes. */
export class JobQueue extends Construct {
  public readonly queue: Queue;
  public readonly deadLetterQueue: Queue;

  public constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    const maxReceiveCount = props.maxAttempts ?? 5;
    refuse([
      !Number.isInteger(maxReceiveCount) || maxReceiveCount < 3 || maxReceiveCount > 10,
      {
        code: 'attempts-out-of-range',
        path: `${this.node.path}.maxAttempts`,
        message: 'fewer attempts give up on a short outage, more repeat what cannot succeed',
        found: String(maxReceiveCount),
        allowed: 'a whole number from 3 to 10',
        mend: 'leave it out for 5',
      },
    ]);
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
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: props.queueName,
      retentionPeriod: Duration.days(4),
      // Six times what the function may take, so that a throttled batch is not handed out twice.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.longestAttempt.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
  }
}
