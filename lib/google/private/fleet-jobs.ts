import type { Construct } from 'constructs';
import type { CrossCloud } from '../../topology/cross-cloud';
import { firestoreLocationOf } from '../../topology/job-ledger';
import { googleCellNames, jobsDatabaseName } from '../../topology/names';
import type { CloudRunGateway, JobPlaces } from '../cloud-run-gateway';
import { CloudRunJobWorker } from '../cloud-run-job-worker';
import type { GatewayBundle } from '../gateway-bundle';
import { JobTopic } from '../job-topic';
import { JobsDatabase } from '../jobs-database';

export interface FleetJobsProps {
  readonly project: string;
  readonly projectNumber: string;
  readonly regions: readonly string[];
  readonly bundle: GatewayBundle;
  /** The longest of any request, in seconds. */
  readonly longestAnswerSeconds: number;
  readonly firestoreLocation?: string;
  readonly longestOutageSeconds?: number;
  readonly crossCloud?: CrossCloud;
}

/**
 * The ledger decides when a job is dead; Pub/Sub puts a message aside only where one fells every worker before the ledger
 * hears of it. What waits for models is published anew, and counted from the beginning.
 */
const LAST_RESORT = 100;
/** What is put off is hidden by its lease already. */
const BACKOFF_SECONDS = 60;

/** Where the cells keep and queue their jobs; there also while no route takes any, so that nothing goes with a route. */
export function fleetJobs(scope: Construct, props: FleetJobsProps): (region: string) => JobPlaces {
  const { project, projectNumber, regions, bundle } = props;
  const { prefix, config } = bundle;
  const queues = new Map(
    regions.map((region) => {
      const { jobTopic, deadLetterTopic } = googleCellNames(prefix, projectNumber, region);
      const queue = new JobTopic(scope, `Jobs-${region}`, {
        ...{ project, projectNumber, region },
        topicName: jobTopic,
        deadLetterTopicName: deadLetterTopic,
        // What a dead worker held comes back before its cell looks for it.
        longestAttemptSeconds: config.jobs?.times.visibility ?? props.longestAnswerSeconds,
        maxAttempts: LAST_RESORT,
        longestBackoffSeconds: BACKOFF_SECONDS,
        longestOutageSeconds: props.longestOutageSeconds,
      });
      return [region, queue];
    }),
  );
  const database = new JobsDatabase(scope, 'JobsDatabase', {
    project,
    name: jobsDatabaseName(prefix),
    location: props.firestoreLocation ?? firestoreLocationOf(regions),
  });
  const { aws } = props.crossCloud ?? {};
  const otherCloud = aws && { ledger: aws.table, role: aws.roleArn, audience: aws.audience };
  return (region) => ({
    queue: queues.get(region)!,
    database,
    ...(otherCloud && { otherCloud }),
  });
}

/** A worker beside each gateway; what is too large for a row lies in the buckets of two cells, so that all reach all. */
export function workers(
  scope: Construct,
  gateways: readonly CloudRunGateway[],
  places: (region: string) => JobPlaces,
): readonly CloudRunJobWorker[] {
  const all = gateways.map((gateway) => {
    const { region } = gateway;
    return new CloudRunJobWorker(scope, `Worker-${region}`, { gateway, jobs: places(region) });
  });
  for (const { region: where, _parts } of gateways) {
    const strangers = (callers: readonly (CloudRunGateway | CloudRunJobWorker)[]) =>
      callers.filter(({ region }) => region !== where);
    for (const { region, member } of strangers(gateways)) _parts.state.grantTexts(`GatewayTexts-${region}`, member);
    for (const { region, member } of strangers(all)) _parts.state.grantTexts(`WorkerTexts-${region}`, member);
  }
  return all;
}
