import { MOST_WORKERS } from './jobs/workings';
import type { CellPlan } from './plan/cell-plan';
import type { Rehearsal } from './rehearsal';

/** What works jobs off, and what only stands in for what keeps them. */
export function jobsIntroduction({ fleet, lookout, jobs }: Rehearsal, speed: number): readonly string[] {
  const { cells } = fleet;
  const taking = cells.filter((cell) => fleet.jobsOf(cell) !== undefined).map(({ plan }) => plan);
  if (taking.length === 0) return [];
  const others = cells.map(({ plan }) => plan).filter((plan) => !taking.includes(plan));
  const rescueAfter = taking[0].intent?.jobs?.rescueAfterSeconds;
  return [
    ...onAws(fleet, taking),
    ...onGoogle(fleet, taking),
    ...abroad(taking),
    ...(speed === 1
      ? []
      : ['Their clocks run in service time, their time-outs too: a machine that cannot keep up lets tries fail.']),
    ...(rescueAfter === undefined
      ? []
      : [`Another cell takes a job over that nobody has touched for ${rescueAfter} s or more, as declared.`]),
    ...(others.length === 0 ? [] : [`No jobs are taken in ${others.map(({ cell }) => cell).join(', ')}.`]),
    ...(jobs === undefined ? [] : [`Clients hand in jobs for the route \`${lookout.jobRoute}\` (--jobs).`]),
  ];
}

function onAws({ tables }: Rehearsal['fleet'], taking: readonly CellPlan[]): readonly string[] {
  const most = Math.max(0, ...taking.map((plan) => (plan.cloud === 'aws' ? (plan.jobs?.worker.most ?? 0) : 0)));
  if (most === 0) return [];
  return [
    'Jobs: the gateway, the worker and the sweep of each Region run as synthesized; this rehearsal feeds the worker from its',
    `queue as Lambda would (at most ${MOST_WORKERS} environments a cell${scaledBack(most)}) and calls the sweep in its schedule's stead.`,
    'Their queues, dead letters, tables and buckets are stand-ins in memory, of DynamoDB, SQS and S3 only what is asked here:',
    ...tables.map(
      ({ name, strong, regions, witness }) =>
        `  ${name}: ${strong ? 'strong, one store while most Regions are there' : 'eventual, a copy a Region, a second behind'}; ${regions.join(', ')}${witness ? `, witness ${witness}` : ''}`,
    ),
  ];
}

function onGoogle({ databases }: Rehearsal['fleet'], taking: readonly CellPlan[]): readonly string[] {
  const most = Math.max(0, ...taking.map((plan) => (plan.cloud === 'google' ? (plan.jobs?.worker.instances ?? 0) : 0)));
  if (most === 0) return [];
  return [
    `Jobs on Google: each cell's worker pool as synthesized (at most ${MOST_WORKERS} instances a cell${scaledBack(most)}), which pulls and sweeps.`,
    'Their topics, dead letters, databases and buckets are stand-ins in memory, of Pub/Sub, Firestore and Cloud Storage only',
    'what is asked here:',
    ...databases.map(({ name, location }) => `  ${name}: one store; ${location}`),
  ];
}

/** Who believes whom, where jobs are to outlive their cloud. */
function abroad(taking: readonly CellPlan[]): readonly string[] {
  const isOnBoth = taking.some(({ cloud }) => cloud === 'aws') && taking.some(({ cloud }) => cloud === 'google');
  const routes =
    taking[0].intent?.routes.flatMap(({ name, durability }) => (durability === 'cloud' ? [name] : [])) ?? [];
  if (!isOnBoth || routes.length === 0) return [];
  return [
    `Jobs of ${routes.map((name) => `\`${name}\``).join(', ')} are held by both clouds' ledgers before their 202. Those who take one cloud's word in the other`,
    '(the STS of AWS, the workload identity of Google) are stand-ins that believe everybody.',
  ];
}

function scaledBack(most: number): string {
  return most <= MOST_WORKERS ? '' : `, where there may be ${most}, each with its part of the rate`;
}
