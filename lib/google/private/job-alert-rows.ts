import { type CellId, cellId } from '../../contract/cell';
import type { JobsConfig } from '../../contract/job';
import { backlogOf } from '../../topology/jobs-config';
import type { AlertRow } from './alert-rows';

/** What of a worker's lines is counted: each sweep writes one. */
export const COUNTED_OF_WORKERS = {
  swept: { what: 'sweeps that went well', filter: 'jsonPayload.event="swept"' },
  sweeps_overdue: {
    what: 'sweeps that found another cell not to have swept for ten minutes',
    filter: 'jsonPayload.event="swept" AND jsonPayload.overdue=~"."',
  },
} as const;

export type CountedOfWorkers = keyof typeof COUNTED_OF_WORKERS;

export interface JobAlertsOfCell {
  readonly region: string;
  readonly subscription: string;
  readonly deadLetters: string;
}

/** A metric of a subscription's own. @param metric without what all of them begin with */
export const subscriptionSeries = (metric: 'num_undelivered_messages' | 'oldest_unacked_message_age', id: string) =>
  `pubsub_googleapis_com:subscription_${metric}{monitored_resource="pubsub_subscription",subscription_id="${id}"}`;

/**
 * Of one cell's jobs. Pub/Sub's own metrics are there up to four minutes late; what a worker puts off is published anew,
 * so that only what nobody takes grows old.
 * @param series names a metric of a worker's lines, held to its region
 * @see https://docs.cloud.google.com/monitoring/api/metrics_gcp_p_z
 */
export function jobAlertRows(
  { region, subscription, deadLetters }: JobAlertsOfCell,
  config: JobsConfig,
  series: (name: CountedOfWorkers, region: string) => string,
): readonly AlertRow[] {
  const cell: CellId = cellId('google', region);
  const { seconds: age, depth } = backlogOf(config);
  const section = 'redrive';
  return [
    {
      id: `JobsTooOld-${region}`,
      query: `min(min_over_time(${subscriptionSeries('oldest_unacked_message_age', subscription)}[5m])) > ${age}`,
      what: `A job has waited in ${cell} for more than ${age} s: its workers are gone, or too slow.`,
      ...{ section, severity: 'ERROR' },
    },
    {
      id: `JobsTooDeep-${region}`,
      query: `min(min_over_time(${subscriptionSeries('num_undelivered_messages', subscription)}[5m])) > ${depth}`,
      what: `More than ${depth} jobs wait in ${cell}: more than its workers get done soon.`,
      ...{ section, severity: 'WARNING' },
    },
    {
      id: `JobsDead-${region}`,
      query: `max(max_over_time(${subscriptionSeries('num_undelivered_messages', deadLetters)}[5m])) > 0`,
      what:
        `Some job of ${cell} will have no answer: its letter names the reason. \`understudy jobs status\` shows them, and ` +
        '`understudy jobs redrive` has them tried again.',
      ...{ section, severity: 'ERROR' },
    },
    {
      id: `SweepFails-${region}`,
      query: `absent(sum(increase(${series('swept', region)}[10m])) > 0)`,
      what: `${cell} does not sweep: jobs that nobody works at are not taken up there. Look at the log of its worker pool.`,
      ...{ section, severity: 'ERROR' },
    },
    {
      id: `OthersDoNotSweep-${region}`,
      query: `sum(increase(${series('sweeps_overdue', region)}[10m])) > 2`,
      what: `${cell} finds that another cell of Google has not swept for ten minutes. The log of its worker pool names it; its jobs are rescued by the other cells.`,
      ...{ section, severity: 'ERROR' },
    },
  ];
}
