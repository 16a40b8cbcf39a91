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
}

/** A week, the longest that a subscription keeps a message that was not taken. */
const WEEK = '604800s';
/** @see https://cloud.google.com/pubsub/docs/lease-management */
const LONGEST_LEASE_SECONDS = 600;

/**
 * A cell's queue of jobs: a topic that never leaves its region, a subscription that never expires, and a dead-letter
 * topic with a subscription of its own, since a topic that nobody subscribes to keeps nothing.
 */
export class JobTopic extends Construct {
  public readonly topic: PubsubTopic;
  public readonly subscription: PubsubSubscription;
  public readonly deadLetterSubscription: PubsubSubscription;

  public constructor(scope: Construct, id: string, props: JobTopicProps) {
    super(scope, id);
    const { project, maxAttempts = 5 } = props;
    refuse([
      !Number.isInteger(maxAttempts) || maxAttempts < 5 || maxAttempts > 100,
      {
        code: 'attempts-out-of-range',
        path: `${this.node.path}.maxAttempts`,
        message: 'Pub/Sub puts a message aside after 5 to 100 attempts',
        found: String(maxAttempts),
        allowed: 'a whole number from 5 to 100',
        mend: 'leave it out for 5',
      },
    ]);

    this.topic = this.regionalTopic('Topic', props.topicName, props);
    const deadLetters = this.regionalTopic('DeadLetterTopic', props.deadLetterTopicName, props);
    const common = { project, messageRetentionDuration: WEEK, expirationPolicy: { ttl: '' } };
    this.deadLetterSubscription = new PubsubSubscription(this, 'DeadLetters', {
      ...common,
      name: props.deadLetterTopicName,
      topic: deadLetters.id,
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
      ackDeadlineSeconds: Math.min(Math.max(props.longestAttemptSeconds, 10), LONGEST_LEASE_SECONDS),
      retryPolicy: { minimumBackoff: '10s', maximumBackoff: '600s' },
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

  private regionalTopic(id: string, name: string, { project, region }: JobTopicProps): PubsubTopic {
    return new PubsubTopic(this, id, {
      project,
      name,
      messageStoragePolicy: { allowedPersistenceRegions: [region], enforceInTransit: true },
      lifecycle: { preventDestroy: true },
    });
  }
}
