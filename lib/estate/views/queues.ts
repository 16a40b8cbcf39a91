import type { Estate, EstateNode } from '../estate';
import { mentionsIn } from '../mentions';
import { Reference, Unknown, type Value } from '../value';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** An SQS queue, whoever declares it, with SQS's defaults filled in. */
export interface Queue {
  readonly node: EstateNode;
  /** 30 by default. */
  readonly visibilitySeconds: number | Unknown;
  /** 345,600 (four days) by default. */
  readonly retentionSeconds: number | Unknown;
  /** Where a message goes that nobody could process. */
  readonly deadLetters?: DeadLetters | Unknown;
}

export interface DeadLetters {
  /** The queue, or the ARN of one that the estate does not make. */
  readonly queue: Reference | string | Unknown;
  readonly maxReceives: number | Unknown;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const DEFAULTS = { visibilitySeconds: 30, retentionSeconds: 345_600 } as const;

export const queuesOf = once((estate: Estate): readonly Queue[] => [
  ...nodesOfType(estate, 'AWS::SQS::Queue').map((node) => {
    const queue = Reader.of(node);
    const redrive = queue.section('RedrivePolicy');
    return queueOf(node, queue.number('VisibilityTimeout'), queue.number('MessageRetentionPeriod'), redrive);
  }),
  ...nodesOfType(estate, 'aws_sqs_queue').map((node) => {
    const queue = Reader.of(node);
    const visibility = queue.number('visibility_timeout_seconds');
    return queueOf(node, visibility, queue.number('message_retention_seconds'), queue.document('redrive_policy'));
  }),
]);

function queueOf(
  node: EstateNode,
  visibilitySeconds: number | Unknown | undefined,
  retentionSeconds: number | Unknown | undefined,
  redrive: Reader | Unknown | undefined,
): Queue {
  return {
    node,
    visibilitySeconds: visibilitySeconds ?? DEFAULTS.visibilitySeconds,
    retentionSeconds: retentionSeconds ?? DEFAULTS.retentionSeconds,
    ...(redrive === undefined ? {} : { deadLetters: deadLettersOf(redrive) }),
  };
}

function deadLettersOf(redrive: Reader | Unknown): DeadLetters | Unknown {
  if (redrive instanceof Unknown) return throughUnknown(redrive);
  return {
    queue: redrive.link('deadLetterTargetArn') ?? redrive.unknown('deadLetterTargetArn', 'not given'),
    maxReceives: redrive.number('maxReceiveCount') ?? redrive.unknown('maxReceiveCount', 'not given'),
  };
}

/** A text of JSON that is joined around one queue's ARN (Terraform's `jsonencode`) names that queue all the same. */
function throughUnknown(redrive: Unknown): DeadLetters | Unknown {
  const [only, ...others] = redrive.mentions;
  return only === undefined || others.length > 0 ? redrive : { queue: only, maxReceives: redrive };
}

/** Ids of the queues that others (queues, functions, streams, rules, topics, schedules) give up to what they could not deliver. */
export const deadLetterQueues = once((estate: Estate): ReadonlySet<string> => {
  const named = [...estate.nodes.values()].flatMap(({ properties }) => givenUpTo(properties));
  const allowing = queuesOf(estate).filter(({ node }) => takesDeadLetters(node));
  return new Set([...named.map(({ nodeId }) => nodeId), ...allowing.map(({ node }) => node.id)]);
});

/** Under these names every service of AWS, and Terraform's resources of them, say where the undeliverable goes. */
const GIVEN_UP = /^(RedrivePolicy|DeadLetterConfig|OnFailure|redrive_policy|dead_letter_config|on_failure)$/;

function givenUpTo(value: Value): readonly Reference[] {
  if (typeof value !== 'object' || value === null || value instanceof Unknown || value instanceof Reference) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    GIVEN_UP.test(key) ? mentionsIn([member]) : givenUpTo(member),
  );
}

/** Only a queue that others give up to says from whom it takes. */
function takesDeadLetters(node: EstateNode): boolean {
  const properties = Reader.of(node);
  const allowed = ['RedriveAllowPolicy', 'redrive_allow_policy'].map((key) => properties.document(key));
  return allowed.some((policy) => policy instanceof Reader && policy.value('redrivePermission') !== 'denyAll');
}
