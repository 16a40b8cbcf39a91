import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import { Construct } from 'constructs';
import type { JobsConfig } from '../contract/job';
import type { Alarms } from '../topology/topology';
import type { CloudRunJobWorker } from './cloud-run-job-worker';
import type { JobTopic } from './job-topic';
import { alertPolicy } from './private/alert-policy';
import { COUNTED_OF_WORKERS, type CountedOfWorkers, jobAlertRows } from './private/job-alert-rows';
import { metricName } from './private/metric-name';

export interface ObservedJobs {
  readonly worker: CloudRunJobWorker;
  readonly queue: JobTopic;
}

export interface GoogleJobObservationProps {
  readonly project: string;
  /** What the names of its resources start with. */
  readonly prefix: string;
  readonly config: JobsConfig;
  /** Of each region. */
  readonly cells: readonly ObservedJobs[];
  /** @default - alerts tell nobody, and are seen in the console */
  readonly alarms?: Alarms;
}

/** What tells people how the jobs of the Google cells are: too old, too many, dead, or swept up by nobody. */
export class GoogleJobObservation extends Construct {
  public constructor(scope: Construct, id: string, props: GoogleJobObservationProps) {
    super(scope, id);
    const { project, prefix, config, cells, alarms } = props;
    const pools = [...new Set(cells.map(({ worker }) => worker.poolName))];
    const pool = pools.map((name) => `resource.labels.worker_pool_name="${name}"`).join(' OR ');
    const metrics = Object.entries(COUNTED_OF_WORKERS).map(
      ([name, { what, filter }]) =>
        new LoggingMetric(this, `Metric-${name}`, {
          project,
          name: metricName(prefix, name),
          description: what,
          filter: `resource.type="cloud_run_worker_pool" AND (${pool}) AND ${filter}`,
          metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64' },
        }),
    );
    const series = (name: CountedOfWorkers, region: string) =>
      `logging_googleapis_com:user_${metricName(prefix, name)}{monitored_resource="cloud_run_worker_pool",location="${region}"}`;
    for (const { worker, queue } of cells) {
      const { region } = worker;
      const names = { subscription: queue.subscription.name, deadLetters: queue.deadLetterSubscription.name };
      for (const row of jobAlertRows({ region, ...names }, config, series)) {
        alertPolicy(this, row, { project, prefix, alarms, dependsOn: metrics });
      }
    }
  }
}
