import { ENVIRONMENT } from '../../contract/environment';
import type { Estate } from '../../estate/estate';
import { Reference, type Unknown } from '../../estate/value';
import { Reader } from '../../estate/views/reader';
import { type Subscription, subscriptionsOf } from '../../estate/views/subscriptions';
import { type WorkerPool, workerPoolsOf } from '../../estate/views/worker-pools';
import type { SubscriptionPlan } from '../jobs/google/subscription-plan';
import type { ServicePlan } from './cell-plan';
import { googleName } from './google-name';
import type { KnownValues } from './known-values';

/** How a Google cell's jobs are worked off, as synthesized. */
export interface GoogleJobsPlan {
  /** Of the topic of the cell's jobs, and of that of its dead letters. */
  readonly queue: SubscriptionPlan;
  readonly deadLetters?: SubscriptionPlan;
  /** The pool that pulls, and sweeps each minute: so many instances of it, always. */
  readonly worker: { readonly program: ServicePlan; readonly instances: number };
}

/** What Pub/Sub has where a template says nothing. @see https://docs.cloud.google.com/pubsub/docs/subscription-properties */
const DEFAULTS = { leaseSeconds: 10, attempts: 5, leastBackoffSeconds: 10, mostBackoffSeconds: 600 } as const;

/** What works off a cell's jobs: the worker pool of that cell, and what it pulls from. Undefined where there is none. */
export function googleJobsPlan(
  estate: Estate,
  cell: string,
  values: KnownValues,
  programOf: (one: WorkerPool) => ServicePlan,
): GoogleJobsPlan | undefined {
  const pool = workerPoolsOf(estate).find(({ environment }) => environment[ENVIRONMENT.cell] === cell);
  const topic = pool?.environment[ENVIRONMENT.jobsQueue];
  if (pool === undefined || topic === undefined) return undefined;
  const subscriptions = subscriptionsOf(estate);
  const queue = subscriptions.find((one) => topicOf(estate, one.topic) === topic);
  if (queue === undefined) {
    values.refuse('topic-without-subscription', pool.node.id, `nothing hears of ${topic}`, 'synthesize its stack too');
    return undefined;
  }
  const letters = queue.deadLetterTopic && topicOf(estate, queue.deadLetterTopic);
  const deadLetters = subscriptions.find((one) => letters !== undefined && topicOf(estate, one.topic) === letters);
  return {
    queue: subscriptionPlan(estate, queue, values, deadLetters),
    ...(deadLetters && { deadLetters: subscriptionPlan(estate, deadLetters, values) }),
    worker: {
      program: programOf(pool),
      instances: values.known(pool.instances, `${pool.node.id}.scaling`, 1),
    },
  };
}

function subscriptionPlan(
  estate: Estate,
  { node, topic }: Subscription,
  values: KnownValues,
  letters?: Subscription,
): SubscriptionPlan {
  const reader = Reader.of(node);
  const known = <T>(value: T | Unknown | undefined, key: string, otherwise: T) =>
    values.known(value ?? otherwise, `${node.id}.${key}`, otherwise);
  const block = (key: string) => known<Reader | undefined>(reader.block(key), key, undefined);
  const [retry, policy] = [block('retry_policy'), block('dead_letter_policy')];
  const backoff = (key: string, otherwise: number) =>
    known(retry && secondsOf(retry, key), `retry_policy.${key}`, otherwise);
  const maxReceives = known(policy?.number('max_delivery_attempts'), 'dead_letter_policy', DEFAULTS.attempts);
  return {
    name: googleName(node, 'subscriptions', values),
    topic: topicOf(estate, topic) ?? '',
    visibilitySeconds: known(reader.number('ack_deadline_seconds'), 'ack_deadline_seconds', DEFAULTS.leaseSeconds),
    ...(letters && { deadLetters: { name: googleName(letters.node, 'subscriptions', values), maxReceives } }),
    ...(retry && {
      backoff: {
        leastSeconds: backoff('minimum_backoff', DEFAULTS.leastBackoffSeconds),
        mostSeconds: backoff('maximum_backoff', DEFAULTS.mostBackoffSeconds),
      },
    }),
  };
}

/** `10s` */
function secondsOf(reader: Reader, key: string): number | Unknown | undefined {
  const text = reader.text(key);
  if (typeof text !== 'string') return text;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  return seconds === undefined ? reader.unknown(key, `no duration in seconds: ${text}`) : Number(seconds);
}

/** `projects/P/topics/T`; undefined where it cannot be known. */
function topicOf(estate: Estate, topic: Subscription['topic']): string | undefined {
  if (!(topic instanceof Reference)) return typeof topic === 'string' ? topic : undefined;
  const node = estate.nodes.get(topic.nodeId);
  const [project, name] = ['project', 'name'].map((key) => node && Reader.of(node).text(key));
  return typeof project === 'string' && typeof name === 'string' ? `projects/${project}/topics/${name}` : undefined;
}
