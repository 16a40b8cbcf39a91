import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { Construct } from 'constructs';
import { metricName } from './metric-name';

/** What of a process's lines is counted or measured: an entry is one line. */
export interface Counted {
  readonly what: string;
  /** In Cloud Logging's query language, over the line's own members. */
  readonly filter: string;
  /** Labels of the metric, by what is taken from a line: as `LoggingMetric` takes it. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The member that is measured, in milliseconds. @default - lines are counted */
  readonly milliseconds?: string;
}

/** What writes the lines, as queries name its kind, and in the log's own language which of it. */
export interface Writers {
  readonly resource: 'cloud_run_revision' | 'cloud_run_worker_pool';
  readonly which: string;
}

export interface CountedMetricProps {
  readonly project: string;
  readonly prefix: string;
  readonly name: string;
  readonly writers: Writers;
}

/** A member of a line as a label has it. */
export const member = (name: string) => `EXTRACT(jsonPayload.${name})`;

/** From 5 ms to 1,000 s, each bucket a fifth wider than the one before. */
const BUCKETS = { scale: 5, growthFactor: 1.2, numFiniteBuckets: 67 } as const;

export function countedMetric(
  scope: Construct,
  id: string,
  { what, filter, labels = {}, milliseconds }: Counted,
  { project, prefix, name, writers }: CountedMetricProps,
): LoggingMetric {
  const keys = Object.keys(labels);
  return new LoggingMetric(scope, id, {
    project,
    name: metricName(prefix, name),
    description: what,
    filter: `resource.type="${writers.resource}" AND ${writers.which} AND ${filter}`,
    metricDescriptor: {
      metricKind: 'DELTA',
      ...(milliseconds === undefined ? { valueType: 'INT64' } : { valueType: 'DISTRIBUTION', unit: 'ms' }),
      ...(keys.length > 0 && { labels: keys.map((key) => ({ key, valueType: 'STRING' })) }),
    },
    ...(keys.length > 0 && { labelExtractors: { ...labels } }),
    ...(milliseconds !== undefined && {
      valueExtractor: member(milliseconds),
      bucketOptions: { exponentialBuckets: BUCKETS },
    }),
  });
}

/** Names such a metric in a query; `part` is a distribution's own. */
export function countedSeries(
  prefix: string,
  name: string,
  resource: Writers['resource'],
  more = '',
  part: '' | '_bucket' = '',
): string {
  const metric = `logging_googleapis_com:user_${metricName(prefix, name)}${part}`;
  return `${metric}{monitored_resource="${resource}"${more}}`;
}
