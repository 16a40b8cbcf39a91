import type { Tried } from '../../contract/http';
import { GATEWAY_METRICS, JOB_METRICS } from '../../contract/metrics';
import type { Clock } from '../clock';
import type { JobEvent } from '../jobs/events';
import type { LadderEvent } from '../ladder/events';
import type { LadderNote, LogLine } from '../log';
import type { WriteLine } from './lines';
import { type SpanWatcher, shortReason } from './observer';

export interface LambdaPlace {
  /** The function's name: two fleets may have a cell in one Region. */
  readonly functionName: string;
  /** The function's: while a release is under way there are two. */
  readonly version: string;
  readonly cell: string;
}

/** By the variables that Lambda sets. */
export function lambdaPlace(cell: string, environment: NodeJS.ProcessEnv): LambdaPlace {
  const { AWS_LAMBDA_FUNCTION_NAME: functionName = 'unknown', AWS_LAMBDA_FUNCTION_VERSION: version = 'unknown' } =
    environment;
  return { functionName, version, cell };
}

/**
 * On Lambda: the request's one line, which CloudWatch reads as metrics too. Nothing is called and nothing is held, so
 * that a function that is frozen loses nothing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function lambdaObserver(
  { functionName, version, cell }: LambdaPlace,
  clock: Clock,
  write: WriteLine,
): SpanWatcher {
  const embedded = (line: object, dimensions: Dimensions, ...directives: readonly Directive[]) => {
    const told = directives.map(({ sets, measured }) => ({
      sets,
      metrics: Object.entries(measured).filter(([, [value]]) => value !== undefined),
    }));
    const known = told.filter(({ metrics }) => metrics.length > 0);
    const CloudWatchMetrics = known.map(({ sets, metrics }) => ({
      Namespace: GATEWAY_METRICS.namespace,
      Dimensions: sets.map((set) => ['Function', 'Cell', ...set]),
      Metrics: metrics.map(([Name, [, Unit]]) => ({ Name, Unit })),
    }));
    const values = Object.fromEntries(known.flatMap(({ metrics }) => metrics.map(([name, [value]]) => [name, value])));
    const all = { Function: functionName, Cell: cell, ...dimensions };
    const _aws = { Timestamp: clock.now(), CloudWatchMetrics };
    write(JSON.stringify({ ...line, ...all, ...values, _aws }));
  };
  const failedCalls = (line: LadderNote) => {
    for (const call of line.tried ?? []) {
      if (call.outcome === 'answered') continue;
      embedded({ cell, ...failedCall(line, call) }, callDimensions(call), {
        sets: CALL_SETS,
        measured: measuredCall(call),
      });
    }
  };
  return {
    request: (line) => {
      if (line.route === undefined || line.probe === true) write(JSON.stringify(line));
      else {
        const all = { sets: REQUEST_SETS, measured: measuredOf(line) };
        const answers: Measured = { [GATEWAY_METRICS.answers]: [1, 'Count'] };
        const answered = line.tier === undefined ? [] : [{ sets: [['Tier']], measured: answers }];
        embedded(line, { ...dimensionsOf(line), Version: version }, all, ...answered, ...releasedOf(line));
        failedCalls(line);
      }
    },
    ladder: (event) => {
      const dimensions: Dimensions = event.event === 'rung' ? { Rung: event.rung } : { Upstream: event.upstream };
      // All of them together too: nobody knows upstreams by their names beforehand.
      embedded({ cell, ...event }, dimensions, { sets: [[], Object.keys(dimensions)], measured: turned(event) });
    },
    job: (event) => {
      const { what, route = '', rung, milliseconds } = event;
      const dimensions = { What: what, Route: route, Version: version, ...(rung !== undefined && { Rung: rung }) };
      const latency = what === 'done' ? milliseconds : undefined;
      const steps: Measured = { Jobs: [1, 'Count'], JobLatency: [latency, 'Milliseconds'] };
      const sets = route === '' ? [['What']] : [['What'], ['Route', 'What']];
      const answered = rung === undefined ? [] : [{ sets: [[], ['Rung']], measured: tokensOf(event) }];
      embedded({ cell, ...event }, dimensions, { sets, measured: steps }, ...triedOf(event), ...answered);
      failedCalls(event);
    },
    spansDropped: (count) =>
      embedded({ event: 'spans-dropped', cell }, {}, { sets: [[]], measured: { SpansDropped: [count, 'Count'] } }),
  };
}

type Dimensions = Readonly<Record<string, string>>;
type Measured = Readonly<Record<string, readonly [value: number | undefined, unit: 'Count' | 'Milliseconds']>>;

interface Directive {
  readonly sets: readonly (readonly string[])[];
  readonly measured: Measured;
}

/**
 * All together, which alarms read; by what was asked; by why this answered; by what answered. Each is a metric of its
 * own, and billed as one.
 */
const REQUEST_SETS = [[], ['Route'], ['Tier', 'Reason'], ['Rung']];

/** What a release is judged by: its version beside all. */
function releasedOf(line: LogLine): readonly Directive[] {
  const { requests, errors, latency, degraded } = GATEWAY_METRICS;
  const all = measuredOf(line);
  const below = line.tier === undefined ? undefined : shortReason(line) === 'preferred' ? 0 : 1;
  return [
    { sets: [['Version']], measured: { [requests]: all[requests], [errors]: all[errors], [latency]: all[latency] } },
    { sets: [[], ['Version']], measured: { [degraded]: [below, 'Count'] } },
  ];
}

/** What a release of the worker is judged by: its version beside all. */
function triedOf({ what }: JobEvent): readonly Directive[] {
  if (what !== 'answered' && what !== 'unanswered') return [];
  const unanswered = what === 'unanswered' ? 1 : 0;
  const measured: Measured = { [JOB_METRICS.tries]: [1, 'Count'], [JOB_METRICS.unanswered]: [unanswered, 'Count'] };
  return [{ sets: [[], ['Version']], measured }];
}

/** Refused since no rung may take the request, however well it is. */
const FENCES: readonly string[] = ['residency-fence', 'controls-unmet'];

/** A line of its own for each call that failed: one line has one value for each dimension. */
const CALL_SETS = [['Rung'], ['Rung', 'Outcome']];

function failedCall({ route, trace }: LadderNote, { rung, outcome, rule }: Tried): object {
  return { event: 'failed-call', route, rung, outcome, rule, trace };
}

function callDimensions({ rung, outcome }: Tried): Dimensions {
  return { Rung: rung, Outcome: outcome };
}

function measuredCall({ milliseconds }: Tried): Measured {
  return { FailedCalls: [1, 'Count'], FailedCallLatency: [milliseconds, 'Milliseconds'] };
}

function dimensionsOf(line: LogLine): Dimensions {
  const { route = '', tier = 'none', rung = 'none' } = line;
  return { Route: route, Tier: String(tier), Reason: shortReason(line), Rung: rung };
}

function measuredOf(line: LogLine): Measured {
  return {
    [GATEWAY_METRICS.requests]: [1, 'Count'],
    [GATEWAY_METRICS.errors]: [line.status >= 500 || line.broken !== undefined ? 1 : 0, 'Count'],
    [GATEWAY_METRICS.sheds]: [line.error === 'overloaded' ? 1 : 0, 'Count'],
    [GATEWAY_METRICS.belowFloor]: [line.error === 'tier-floor' ? 1 : 0, 'Count'],
    [GATEWAY_METRICS.outsideFence]: [FENCES.includes(line.error ?? '') ? 1 : 0, 'Count'],
    [GATEWAY_METRICS.latency]: [line.milliseconds, 'Milliseconds'],
    [GATEWAY_METRICS.firstContent]: [line.firstContentMilliseconds, 'Milliseconds'],
    ...tokensOf(line),
  };
}

function tokensOf({ promptTokens, completionTokens }: LadderNote): Measured {
  return { PromptTokens: [promptTokens, 'Count'], CompletionTokens: [completionTokens, 'Count'] };
}

function turned(event: LadderEvent): Measured {
  if (event.event === 'alarm') return { [GATEWAY_METRICS.alarms]: [1, 'Count'] };
  if (event.event === 'rung') return { [GATEWAY_METRICS.rungDisabled]: [event.disabled ? 1 : 0, 'Count'] };
  return { [GATEWAY_METRICS.breakerOpen]: [event.to === 'closed' ? 0 : 1, 'Count'] };
}
