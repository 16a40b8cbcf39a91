import type { Estate } from '../../lib/estate/estate';
import { jobsIntroduction } from '../../lib/rehearsal/jobs-introduction';
import { lookoutOf } from '../../lib/rehearsal/lookout';
import type { FleetPlan } from '../../lib/rehearsal/plan/plan';
import type { Rehearsal } from '../../lib/rehearsal/rehearsal';

type Queued = { readonly name: string; readonly durability: string; readonly otherCloudDown: string };

const route = (name: string, durability: string, otherCloudDown = 'refuse'): Queued => ({
  ...{ name, durability, otherCloudDown },
});

/** One cell that takes jobs, whose routes are `chat`, which takes none, and these. */
function lookout(...queued: readonly Queued[]) {
  const routes = [{ name: 'chat', queue: 'never' }, ...queued.map((one) => ({ ...one, queue: 'allowed' }))];
  const cell = { cell: 'aws:eu-west-1', cloud: 'aws', region: 'eu-west-1', domains: [], jobs: {}, intent: { routes } };
  const plan = { cells: [{ ...cell, domains: [{ hostName: 'ai.example.com' }] }] } as unknown as FleetPlan;
  return lookoutOf({ stacks: [] } as unknown as Estate, plan);
}

test.each<[string, readonly Queued[], string | undefined, readonly string[]]>([
  ['the first route that takes some', [route('extract', 'region'), route('sum', 'region')], 'extract', []],
  ['not one that must outlive its cloud', [route('contracts', 'cloud'), route('sum', 'region')], 'sum', ['contracts']],
  ['one that is content with its Region', [route('contracts', 'cloud', 'region')], 'contracts', []],
  ['none, where all must outlive their cloud', [route('contracts', 'cloud')], undefined, ['contracts']],
  ['none, where none takes any', [], undefined, []],
])('clients hand in jobs for %s', (_, queued, jobRoute, refusedJobRoutes) => {
  const found = lookout(...queued);
  expect([found.jobRoute, found.refusedJobRoutes]).toEqual([jobRoute, refusedJobRoutes]);
});

test.each<[string, readonly Queued[], boolean]>([
  ['says which routes cannot be rehearsed', [route('contracts', 'cloud'), route('sum', 'region')], true],
  ['says nothing of it where there are none', [route('sum', 'region')], false],
])('the introduction %s', (_, queued, says) => {
  const plan = { cell: 'aws:eu-west-1', cloud: 'aws' };
  const fleet = { cells: [{ plan }], tables: [], jobsOf: () => ({}) };
  const text = jobsIntroduction({ fleet, lookout: lookout(...queued), jobs: {} } as unknown as Rehearsal, 1).join(' ');
  expect(text.includes('other-cloud-down')).toBe(says);
  expect(text.includes('Jobs of `contracts` must outlive their cloud')).toBe(says);
  expect(text).toContain('Clients hand in jobs for the route `sum`');
});
