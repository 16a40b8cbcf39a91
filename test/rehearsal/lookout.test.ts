import type { Estate } from '../../lib/estate/estate';
import { jobsIntroduction } from '../../lib/rehearsal/jobs-introduction';
import { lookoutOf } from '../../lib/rehearsal/lookout';
import type { FleetPlan } from '../../lib/rehearsal/plan/plan';
import type { Rehearsal } from '../../lib/rehearsal/rehearsal';

type Queued = { readonly name: string; readonly durability: string };

const route = (name: string, durability: string): Queued => ({ name, durability });

/** One cell that takes jobs, whose routes are `chat`, which takes none, and these. */
function lookout(...queued: readonly Queued[]) {
  const routes = [{ name: 'chat', queue: 'never' }, ...queued.map((one) => ({ ...one, queue: 'allowed' }))];
  const cell = { cell: 'aws:eu-west-1', cloud: 'aws', region: 'eu-west-1', domains: [], jobs: {}, intent: { routes } };
  const plan = { cells: [{ ...cell, domains: [{ hostName: 'ai.example.com' }] }] } as unknown as FleetPlan;
  return lookoutOf({ stacks: [] } as unknown as Estate, plan);
}

test.each<[string, readonly Queued[], string | undefined]>([
  ['the first route that takes some', [route('extract', 'region'), route('sum', 'region')], 'extract'],
  ['one that must outlive its cloud, too', [route('contracts', 'cloud'), route('sum', 'region')], 'contracts'],
  ['none, where none takes any', [], undefined],
])('clients hand in jobs for %s', (_, queued, jobRoute) => {
  expect(lookout(...queued).jobRoute).toBe(jobRoute);
});

const WORKERS = {
  aws: { worker: { most: 5 } },
  google: { worker: { instances: 2 } },
} as const;

/** What the introduction says of jobs, for cells that take some. */
function introduced(queued: readonly Queued[], ...clouds: readonly ('aws' | 'google')[]): string {
  const intent = { routes: queued };
  const cells = clouds.map((cloud) => ({ plan: { cell: `${cloud}:here`, cloud, intent, jobs: WORKERS[cloud] } }));
  const databases = [{ name: 'projects/acme-ai/databases/jobs', location: 'eur3' }];
  const fleet = { cells, tables: [], databases, jobsOf: () => ({}) };
  return jobsIntroduction({ fleet, lookout: lookout(...queued), jobs: {} } as unknown as Rehearsal, 1).join(' ');
}

test('the introduction says of each cloud what only stands in for what keeps its jobs', () => {
  const both = introduced([route('sum', 'region')], 'aws', 'google');
  expect(both).toContain('stand-ins in memory, of DynamoDB, SQS and S3');
  expect(both).toContain('stand-ins in memory, of Pub/Sub, Firestore and Cloud Storage');
  expect(both).toContain('projects/acme-ai/databases/jobs: one store; eur3');
  expect(both).toContain('Clients hand in jobs for the route `sum`');
  expect(introduced([route('sum', 'region')], 'aws')).not.toContain('Pub/Sub');
});

test('it says who is believed across the clouds, where a route’s jobs are to outlive theirs', () => {
  const believed = 'are stand-ins that believe everybody';
  const says = introduced([route('contracts', 'cloud'), route('sum', 'region')], 'aws', 'google');
  expect(says).toContain('Jobs of `contracts` are held by both clouds');
  expect(says).toContain(believed);
  expect(introduced([route('sum', 'region')], 'aws', 'google')).not.toContain(believed);
});
