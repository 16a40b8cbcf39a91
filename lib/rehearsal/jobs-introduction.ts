import { MOST_ENVIRONMENTS } from './jobs/cell-jobs';
import type { CellPlan } from './plan/cell-plan';
import type { Rehearsal } from './rehearsal';

/** What works jobs off, and what only stands in for what keeps them. */
export function jobsIntroduction({ fleet, lookout, jobs }: Rehearsal, speed: number): readonly string[] {
  const { cells, tables } = fleet;
  const taking = cells.filter((cell) => fleet.jobsOf(cell) !== undefined);
  if (taking.length === 0) return [];
  const refused = lookout.refusedJobRoutes.map((name) => `\`${name}\``);
  const others = cells.filter((cell) => !taking.includes(cell)).map(({ plan }) => plan.cell);
  const rescueAfter = taking[0].plan.intent?.jobs?.rescueAfterSeconds;
  return [
    'Jobs: the gateway, the worker and the sweep of each Region run as synthesized; this rehearsal feeds the worker from its',
    `queue as Lambda would (at most ${MOST_ENVIRONMENTS} environments a cell${scaledBack(taking.map(({ plan }) => plan))}) and calls the sweep in its schedule's stead.`,
    'Their queues, dead letters, tables and buckets are stand-ins in memory, of DynamoDB, SQS and S3 only what is asked here:',
    ...tables.map(
      ({ name, strong, regions, witness }) =>
        `  ${name}: ${strong ? 'strong, one store while most Regions are there' : 'eventual, a copy a Region, a second behind'}; ${regions.join(', ')}${witness ? `, witness ${witness}` : ''}`,
    ),
    ...(speed === 1
      ? []
      : ['Their clocks run in service time, their time-outs too: a machine that cannot keep up lets tries fail.']),
    ...(rescueAfter === undefined
      ? []
      : [`Another cell takes a job over that nobody has touched for ${rescueAfter} s or more, as declared.`]),
    ...(others.length === 0 ? [] : [`No jobs are taken in ${others.join(', ')}.`]),
    ...(refused.length === 0
      ? []
      : [
          `Jobs of ${refused.join(', ')} must outlive their cloud (durability: cloud), and the other one takes none here: they`,
          'cannot be rehearsed. Each is refused with 503 other-cloud-down; clients hand in none.',
        ]),
    ...(jobs === undefined ? [] : [`Clients hand in jobs for the route \`${lookout.jobRoute}\` (--jobs).`]),
  ];
}

function scaledBack(plans: readonly CellPlan[]): string {
  const most = Math.max(...plans.map((plan) => (plan.cloud === 'aws' ? (plan.jobs?.worker.most ?? 0) : 0)));
  if (most <= MOST_ENVIRONMENTS) return '';
  return `, where there may be ${most}, each with its part of the rate`;
}
