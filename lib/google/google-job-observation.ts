import { Construct } from 'constructs';
import type { JobsConfig } from '../contract/job';
import type { Alarms } from '../topology/topology';
import type { CloudRunJobWorker } from './cloud-run-job-worker';
import type { JobTopic } from './job-topic';
import { alertPolicy } from './private/alert-policy';
import { countedMetric, countedSeries } from './private/counted-metric';
import { COUNTED_OF_WORKERS, type CountedOfWorkers, jobAlertRows } from './private/job-alert-rows';

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
    const which = `(${pools.map((name) => `resource.labels.worker_pool_name="${name}"`).join(' OR ')})`;
    const writers = { resource: 'cloud_run_worker_pool', which } as const;
    const metrics = Object.entries(COUNTED_OF_WORKERS).map(([name, counted]) =>
      countedMetric(this, `Metric-${name}`, counted, { project, prefix, name, writers }),
    );
    const series = (name: CountedOfWorkers, region: string) =>
      countedSeries(prefix, name, writers.resource, `,location="${region}"`);
    for (const { worker, queue } of cells) {
      const { region } = worker;
      const names = { subscription: queue.subscription.name, deadLetters: queue.deadLetterSubscription.name };
      for (const row of jobAlertRows({ region, ...names }, config, series)) {
        alertPolicy(this, row, { project, prefix, alarms, dependsOn: metrics });
      }
    }
  }
}
