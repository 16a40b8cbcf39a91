/** `npm run test:rehearsal`: a fleet with servers of its own, whose stubs carry what the template says. Times are service time. */
import { between, flyOther, outcomes } from './support/flight';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];
const FILE = 'own-compute.yaml';

test('tier 1 throttled in one cell, then everywhere: the own servers of that cell, then of each, at once', async () => {
  const scenario = { fault: [`${DUBLIN}/frontier=throttle@10s`, 'frontier=throttle@30s'] };
  const { records, summary } = await flyOther(FILE, scenario, 50, { speed: 2, rate: '2' });
  expect(summary.failures).toBe(0);
  expect(outcomes(between(records, 0, 10))).toEqual([`${FRANKFURT} tier 1`, `${DUBLIN} tier 1`]);
  expect(outcomes(between(records, 12, 30))).toEqual([`${FRANKFURT} tier 1`, `${DUBLIN} tier 2`]);
  expect(outcomes(between(records, 32, 50))).toEqual([`${FRANKFURT} tier 2`, `${DUBLIN} tier 2`]);
  const [first, second] = summary.changes;
  expect(first.clients.map(({ from, before, after }) => [from, before, after])).toEqual([
    ['eu-central-1', `${FRANKFURT} tier 1`, `${FRANKFURT} tier 1`],
    ['eu-west-1', `${DUBLIN} tier 1`, `${DUBLIN} tier 2`],
  ]);
  // Within the requests that follow, and nobody waits for DNS.
  for (const { seconds } of [...first.clients, ...second.clients]) expect(seconds).toBeLessThan(5);
}, 90_000);

test('the own servers of one cell are gone too: that cell answers by the script, its neighbour does not', async () => {
  const scenario = { fault: ['frontier=throttle@5s'], kill: [`${DUBLIN}/own@20s`] };
  const { records, summary } = await flyOther(FILE, scenario, 40, { speed: 2, rate: '2' });
  expect(summary.failures).toBe(0);
  expect(summary.changes[1].clients.map(({ before, after }) => [before, after])).toEqual([
    [`${FRANKFURT} tier 2`, `${FRANKFURT} tier 2`],
    [`${DUBLIN} tier 2`, `${DUBLIN} tier 3`],
  ]);
  expect(outcomes(between(records, 7, 20))).toEqual([`${FRANKFURT} tier 2`, `${DUBLIN} tier 2`]);
  expect(outcomes(between(records, 22, 40))).toEqual([`${FRANKFURT} tier 2`, `${DUBLIN} tier 3`]);
}, 120_000);

test('all clients beside one cell, more than its servers carry: it answers what it can, and the rest by the script', async () => {
  const scenario = { fault: ['frontier=throttle@2s'], from: ['eu-west-1'] };
  const { records, summary } = await flyOther(FILE, scenario, 40, { speed: 1, rate: '5' });
  expect(summary.failures).toBe(0);
  const later = between(records, 15, 40);
  // DNS knows of no load: nobody is led to the neighbour, whose servers are idle.
  expect(outcomes(later)).toEqual([`${DUBLIN} tier 2`, `${DUBLIN} tier 3`]);
  const byOwn = later.filter(({ outcome }) => outcome.kind === 'answered' && outcome.tier === '2').length;
  // Four are warm, of 0.77 requests a second each.
  expect(byOwn / 25).toBeLessThan(3.3);
}, 120_000);
