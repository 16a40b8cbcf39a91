import { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import { PubsubSubscriptionIamMember } from '@cdktf/provider-google/lib/pubsub-subscription-iam-member';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';

export interface JobTopicProps {
  readonly project: string;
  /** The project's number: Pub/Sub's own account, which moves what is given up, is named by it. */
  readonly projectNumber: string;
  readonly region: string;
  readonly topicName: string;
  readonly deadLetterTopicName: string;
  /** Seconds that one attempt at a job may take. */
  readonly longestAttemptSeconds: number;
  /**
   * Attempts before a job is put aside.
   * @default 5
   */
  readonly maxAttempts?: number;
  /**
   * The longest wait after a failed attempt, in seconds: at most 600.
   * @default 600
   */
  readonly longestBackoffSeconds?: number;
  /**
   * The longest that jobs must be able to wait, in seconds: at most 30 days, since dead letters are kept longer.
   * @default - a week
   */
  readonly longestOutageSeconds?: number;
  /**
   * A key of Cloud KMS in the region, which Pub/Sub's own account may use.
   * @default - keys that Google manages
   */
  readonly kmsKeyName?: string;
}

const DAY = 24 * 60 * 60;
/** @see https://docs.cloud.google.com/pubsub/docs/subscription-properties#message_retention_duration */
const LONGEST_RETENTION_DAYS = 31;
/** @see https://cloud.google.com/pubsub/docs/lease-management */
const LONGEST_LEASE_SECONDS = 600;

/**
 * A cell's queue of jobs: a topic that never leaves its region, a subscription that never expires, and a dead-letter
 * topic with a subscription of its own, since a topic that nobody subscribes to keeps nothing.
 */
export class JobTopic extends Construct {
  public readonly topic: PubsubTopic;
  public readonly deadLetterTopic: PubsubTopic;
  public readonly subscription: PubsubSubscription;
  public readonly deadLetterSubscription: PubsubSubscription;

  public constructor(scope: Construct, id: string, props: JobTopicProps) {
    super(scope, id);
    const { project, maxAttempts = 5 } = props;
    const waits = Math.max(7, Math.ceil((props.longestOutageSeconds ?? 0) / DAY));
    refuse(
      [
        !Number.isInteger(maxAttempts) || maxAttempts < 5 || maxAttempts > 100,
        {
          code: 'attempts-out-of-range',
          path: `${this.node.path}.maxAttempts`,
          message: 'Pub/Sub puts a message aside after 5 to 100 attempts',
          found: String(maxAttempts),
          allowed: 'a whole number from 5 to 100',
          mend: 'leave it out for 5',
        },
      ],
      [
        waits > LONGEST_RETENTION_DAYS - 1,
        {
          code: 'outage-outlasts-retention',
          path: `${this.node.path}.longestOutageSeconds`,
          message: `Pub/Sub keeps nothing longer than ${LONGEST_RETENTION_DAYS} days, and dead letters are kept longer than jobs`,
          found: `${waits} days`,
          allowed: `at most ${LONGEST_RETENTION_DAYS - 1} days`,
          mend: 'name a shorter one',
        },
      ],
    );

    this.topic = this.regionalTopic('Topic', props.topicName, props);
    const deadLetters = this.regionalTopic('DeadLetterTopic', props.deadLetterTopicName, props);
    this.deadLetterTopic = deadLetters;
    const common = { project, expirationPolicy: { ttl: '' } };
    const keptFor = (days: number) => `${days * DAY}s`;
    this.deadLetterSubscription = new PubsubSubscription(this, 'DeadLetters', {
      ...common,
      name: props.deadLetterTopicName,
      topic: deadLetters.id,
      messageRetentionDuration: keptFor(LONGEST_RETENTION_DAYS),
      ackDeadlineSeconds: LONGEST_LEASE_SECONDS,
    });

    // Pub/Sub's own account moves messages: it publishes there and acknowledges here.
    const member = `serviceAccount:service-${props.projectNumber}@gcp-sa-pubsub.iam.gserviceaccount.com`;
    const mayPutAside = new PubsubTopicIamMember(this, 'MayPutAside', {
      project,
      topic: deadLetters.name,
      role: 'roles/pubsub.publisher',
      member,
    });
    this.subscription = new PubsubSubscription(this, 'Jobs', {
      ...common,
      name: props.topicName,
      topic: this.topic.id,
      messageRetentionDuration: keptFor(waits),
      ackDeadlineSeconds: Math.min(Math.max(props.longestAttemptSeconds, 10), LONGEST_LEASE_SECONDS),
      retryPolicy: {
        minimumBackoff: '10s',
        maximumBackoff: `${props.longestBackoffSeconds ?? LONGEST_LEASE_SECONDS}s`,
      },
      deadLetterPolicy: { deadLetterTopic: deadLetters.id, maxDeliveryAttempts: maxAttempts },
      dependsOn: [mayPutAside, this.deadLetterSubscription],
    });
    new PubsubSubscriptionIamMember(this, 'MayAcknowledge', {
      project,
      subscription: this.subscription.name,
      role: 'roles/pubsub.subscriber',
      member,
    });
  }

  /** Lets an account put jobs in. */
  public grantSend(id: string, member: string): void {
    this.grant(id, this.topic, member);
  }

  /** Lets an account take jobs out, put them in again, and put them aside. */
  public grantWork(id: string, member: string): void {
    this.grant(`${id}Sends`, this.topic, member);
    this.grant(`${id}PutsAside`, this.deadLetterTopic, member);
    new PubsubSubscriptionIamMember(this, `${id}Receives`, {
      project: this.topic.projectInput,
      subscription: this.subscription.name,
      role: 'roles/pubsub.subscriber',
      member,
    });
  }

  private grant(id: string, topic: PubsubTopic, member: string): void {
    new PubsubTopicIamMember(this, id, {
      project: topic.projectInput,
      topic: topic.name,
      role: 'roles/pubsub.publisher',
      member,
    });
  }

  private regionalTopic(id: string, name: string, { project, region, kmsKeyName }: JobTopicProps): PubsubTopic {
    return new PubsubTopic(this, id, {
      project,
      name,
      kmsKeyName,
      messageStoragePolicy: { allowedPersistenceRegions: [region], enforceInTransit: true },
      lifecycle: { preventDestroy: true },
    });
  }
}
