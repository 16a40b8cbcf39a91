/** `npm run test:rehearsal`: flights that take too long for every `npm test`. Times are service time. */
import { between, course, fly, outcomes } from './support/flight';

const CLIENTS = ['eu-central-1', 'eu-west-1'];

test('all of AWS without tier 1 while Google has it: a lower tier meanwhile, then Google, and nobody fails', async () => {
  // Three bad rounds of the prober, a minute apart, then detection, propagation and the TTL.
  const { records, summary, changes } = await fly('quality', { fault: ['aws/frontier=garbage@5s'] }, 340, 10);
  expect(summary.failures).toBe(0);
  for (const from of CLIENTS) expect(course(records, from, 'cloud')).toEqual(['aws', 'google']);
  expect(outcomes(between(records, 30, 150))).toEqual(CLIENTS.map((region) => `aws:${region} tier 2`));
  expect(outcomes(between(records, 310, 340))).toEqual(['google:europe-west1 tier 1', 'google:europe-west4 tier 1']);
  // They have it not, but they serve: an alarm about that would be a false one.
  expect([...new Set(changes.map(({ check }) => check.path))]).toEqual(['/health/preferred']);
}, 120_000);

test('both clouds without tier 1: the nearest Region of AWS that meets the floor, at the next tier', async () => {
  const { records, summary } = await fly('quality', { fault: ['frontier=garbage@5s'] }, 350, 10);
  expect(summary.failures).toBe(0);
  expect(outcomes(between(records, 30, 350)).every((one) => one.endsWith(' tier 2'))).toBe(true);
  // On the way, whichever cell's check turns last has all the traffic for a while: checkers are not coordinated.
  for (const from of CLIENTS) {
    const last = between(records, 325, 350).filter((record) => record.from === from);
    expect(outcomes(last)).toEqual([`aws:${from} tier 2`]);
  }
}, 120_000);

test('AWS is gone and then one Google region: the load balancer leaves it out, and the other answers', async () => {
  const scenario = { kill: ['aws@20s', 'google:europe-west4@150s'], restore: ['google:europe-west4@230s'] };
  const { records, summary } = await fly('locality', scenario, 300, 10);
  expect(outcomes(between(records, 135, 149))).toEqual(['google:europe-west1 tier 1', 'google:europe-west4 tier 1']);
  // Five in a row eject it; then it is tried again every now and then.
  const lost = between(records, 150, 230);
  expect(outcomes(lost)).toEqual(expect.arrayContaining(['google:europe-west1 tier 1', 'http-503']));
  expect(lost.filter(({ outcome }) => outcome.kind === 'failed').length).toBeLessThan(lost.length / 2);
  expect(outcomes(between(records, 290, 300))).toEqual(['google:europe-west1 tier 1', 'google:europe-west4 tier 1']);
  expect(summary.kills.map(({ target }) => target)).toEqual(['aws', 'google:europe-west4']);
}, 120_000);

test('both clouds dead is told as it is; what comes back first answers everybody', async () => {
  const scenario = { kill: ['aws@20s', 'google@150s'], restore: ['google@170s'] };
  const { records, summary } = await fly('locality', scenario, 240, 10);
  expect(outcomes(between(records, 130, 148))).toEqual(['google:europe-west1 tier 1', 'google:europe-west4 tier 1']);
  expect(outcomes(between(records, 155, 168))).toEqual(['connection-refused']);
  expect(summary.recovered).toBe(true);
  for (const from of CLIENTS) expect(course(records, from, 'cloud')).toEqual(['aws', 'google']);
}, 120_000);
