import { type Cloud, parseCellId } from '../../../contract/cell';
import type { JobId } from '../../../contract/job';
import { SPAN_KIND } from '../../observe/spans/span';
import type { Own } from '../../observe/spans/spans-of';
import { type TraceContext, traceId } from '../../observe/trace-context';
import type { JobEvent } from '../events';
import type { Models, Tried } from './try-job';

export interface Try {
  readonly job: JobId;
  readonly route: string;
  readonly tried: Tried;
  readonly milliseconds: number;
  readonly trace: TraceContext | undefined;
}

/** What a try says of itself. */
export function tryEvent({ job, route, tried, milliseconds, trace }: Try): JobEvent & Pick<Try, 'milliseconds'> {
  const { kind, reason, calls } = tried;
  return {
    event: 'job',
    what: kind === 'answered' ? 'answered' : 'unanswered',
    job,
    route,
    ...(kind === 'answered' && { tier: tried.servedBy.tier, rung: tried.servedBy.rung, ...tried.ending }),
    ...(kind === 'refused' && { why: tried.code }),
    reason,
    tried: calls,
    milliseconds,
    ...(trace && { trace: traceId(trace) }),
  };
}

const SYSTEMS: Readonly<Record<Cloud, string>> = { aws: 'aws_sqs', google: 'gcp_pubsub' };

/**
 * The same as the span of who processes a message.
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 */
export function trySpan(
  { job, tier, rung, reason, route, why, what, tried = [] }: JobEvent,
  cell: Models['cell'],
): Own {
  return {
    name: 'process job',
    kind: SPAN_KIND.consumer,
    attributes: {
      'messaging.system': SYSTEMS[parseCellId(cell)!.cloud],
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'understudy.job': job,
      'understudy.route': route,
      'understudy.cell': cell,
      'understudy.tier': tier,
      'understudy.rung': rung,
      'understudy.reason': reason,
      'understudy.attempts': tried.length,
    },
    failure: what === 'answered' ? undefined : (why ?? 'tier-floor'),
  };
}
