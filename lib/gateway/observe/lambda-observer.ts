import type { Clock } from '../clock';
import type { LadderEvent } from '../ladder/events';
import type { LogLine } from '../log';
import type { WriteLine } from './lines';
import { type Observer, shortReason } from './observer';

export interface LambdaPlace {
  /** The function's name: two fleets may have a cell in one Region. */
  readonly functionName: string;
  readonly cell: string;
}

/**
 * On Lambda: the request's one line, which CloudWatch reads as metrics too. Nothing is called and nothing is held, so
 * that a function that is frozen loses nothing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function lambdaObserver({ functionName, cell }: LambdaPlace, clock: Clock, write: WriteLine): Observer {
  const embedded = (line: object, dimensions: Dimensions, sets: readonly (readonly string[])[], measured: Measured) => {
    const metrics = Object.entries(measured).filter(([, [value]]) => value !== undefined);
    const all = { Function: functionName, Cell: cell, ...dimensions };
    const directive = {
      Namespace: 'Understudy',
      Dimensions: sets.map((set) => ['Function', 'Cell', ...set]),
      Metrics: metrics.map(([Name, [, Unit]]) => ({ Name, Unit })),
    };
    const values = Object.fromEntries(metrics.map(([name, [value]]) => [name, value]));
    const _aws = { Timestamp: clock.now(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ ...line, ...all, ...values, _aws }));
  };
  return {
    request: (line) => {
      if (line.route === undefined || line.probe === true) write(JSON.stringify(line));
      else embedded(line, dimensionsOf(line), REQUEST_SETS, measuredOf(line));
    },
    ladder: (event) => {
      const dimensions: Dimensions = event.event === 'rung' ? { Rung: event.rung } : { Upstream: event.upstream };
      embedded({ cell, ...event }, dimensions, [Object.keys(dimensions)], turned(event));
    },
    job: (event) => {
      const latency = event.what === 'done' ? event.milliseconds : undefined;
      const measured: Measured = { Jobs: [1, 'Count'], JobLatency: [latency, 'Milliseconds'] };
      embedded(event, { What: event.what }, [['What']], measured);
    },
  };
}

type Dimensions = Readonly<Record<string, string>>;
type Measured = Readonly<Record<string, readonly [value: number | undefined, unit: 'Count' | 'Milliseconds']>>;

/** One by what was asked, one by what answered; each set is a metric of its own, and billed as one. */
const REQUEST_SETS = [['Route'], ['Tier', 'Reason']];

function dimensionsOf(line: LogLine): Dimensions {
  return { Route: line.route ?? '', Tier: String(line.tier ?? 'none'), Reason: shortReason(line) };
}

function measuredOf(line: LogLine): Measured {
  return {
    Requests: [1, 'Count'],
    Errors: [line.status >= 500 || line.broken !== undefined ? 1 : 0, 'Count'],
    Sheds: [line.error === 'overloaded' ? 1 : 0, 'Count'],
    Latency: [line.milliseconds, 'Milliseconds'],
    FirstContent: [line.firstContentMilliseconds, 'Milliseconds'],
    PromptTokens: [line.promptTokens, 'Count'],
    CompletionTokens: [line.completionTokens, 'Count'],
  };
}

function turned(event: LadderEvent): Measured {
  if (event.event === 'alarm') return { Alarms: [1, 'Count'] };
  if (event.event === 'rung') return { RungDisabled: [event.disabled ? 1 : 0, 'Count'] };
  return { BreakerOpen: [event.to === 'closed' ? 0 : 1, 'Count'] };
}
