import type { Verdict } from '../../contract/cell-state';
import { PROBER_METRICS } from '../../contract/metrics';
import type { Clock } from '../clock';
import type { WriteLine } from '../observe/lines';
import type { ProberObserver } from './prober';
import type { Round } from './rounds';

/** Who writes. */
export interface ProberPlace {
  /** The function's name, or the service's: two fleets may have a cell in one region. */
  readonly name: string;
  readonly cell: string;
}

/** Lines for a log: what a period found, and every round that turned or could not be written. */
export function plainObserver({ cell }: ProberPlace, write: WriteLine): ProberObserver {
  return {
    round: (path, { at, serving, preferred, evidence }, written) => {
      if (!written) write(JSON.stringify({ cell, event: 'state-not-written', path, at, serving, preferred, evidence }));
    },
    period: ({ serving, models }) => {
      write(JSON.stringify({ cell, event: 'probed', served: worstOf(serving), serving, ...models }));
    },
  };
}

/**
 * On Lambda the same lines, which CloudWatch reads as metrics too. What is not known has no value: an alarm that misses
 * data says so by itself.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedObserver(place: ProberPlace, clock: Clock, write: WriteLine): ProberObserver {
  const plain = plainObserver(place, write);
  const embedded = (line: object, set: Readonly<Record<string, string>>, measured: Measured) => {
    const metrics = Object.entries(measured).filter(([, [value]]) => value !== null);
    if (metrics.length === 0) return;
    const dimensions = { Function: place.name, Cell: place.cell, ...set };
    const directive = {
      Namespace: PROBER_METRICS.namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: metrics.map(([Name, [, Unit]]) => ({ Name, Unit })),
    };
    const values = Object.fromEntries(metrics.map(([name, [value]]) => [name, value]));
    const _aws = { Timestamp: clock.now(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ cell: place.cell, ...line, ...dimensions, ...values, _aws }));
  };
  return {
    round: plain.round,
    period: ({ serving, models: { preferred, quality, evidence } }) => {
      const known = serving.filter(({ verdict }) => verdict !== 'unknown');
      embedded(
        { event: 'probed', serving, preferred, evidence },
        {},
        {
          [PROBER_METRICS.probes]: [serving.length, 'Count'],
          [PROBER_METRICS.unknown]: [serving.length - known.length, 'Count'],
          [PROBER_METRICS.serving]: [known.length === 0 ? null : share(known.map(({ verdict }) => verdict)), 'None'],
          [PROBER_METRICS.preferred]: [preferred === 'unknown' ? null : Number(preferred === 'good'), 'None'],
        },
      );
      for (const { rung, route, share: good, milliseconds, verdict, reasons } of quality) {
        const set = { Rung: rung, ...(route !== undefined && { Route: route }) };
        embedded({ event: 'quality', verdict, reasons }, set, {
          [PROBER_METRICS.quality]: [good, 'None'],
          [PROBER_METRICS.latency]: [milliseconds, 'Milliseconds'],
        });
      }
    },
  };
}

/** Of a period's rounds in one word, for labels: `bad` where any of them was, `unknown` where nothing is known of any. */
function worstOf(rounds: readonly Round[]): Verdict {
  const has = (one: Verdict) => rounds.some(({ verdict }) => verdict === one);
  return has('bad') ? 'bad' : has('good') ? 'good' : 'unknown';
}

type Measured = Readonly<Record<string, readonly [value: number | null, unit: 'Count' | 'Milliseconds' | 'None']>>;

function share(verdicts: readonly string[]): number {
  return verdicts.filter((verdict) => verdict === 'good').length / verdicts.length;
}
