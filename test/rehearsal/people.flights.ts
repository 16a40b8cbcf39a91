/** `npm run test:rehearsal`: what people do to a fleet under traffic. Times are service time. */
import { request } from 'node:https';
import { predictFailover, recoverySeconds } from '../../lib/drill/route53/timing';
import type { Endpoint } from '../../lib/rehearsal/addresses';
import { between, course, fly, outcomes } from './support/flight';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];

/** From an order to the last client that has noticed: the check sees the text, DNS learns it, caches forget. */
const LEFT_SECONDS = recoverySeconds({ intervalSeconds: 30, failureThreshold: 3 }) + 10 + 60;
/** A check of 30 s that no longer sees it. */
const { mostSeconds: BACK_SECONDS } = predictFailover({ intervalSeconds: 30, failureThreshold: 3 }, 'refused', 60);

test('a Region is evacuated and nobody notices; it comes back when the order is taken away', async () => {
  const scenario = { evacuate: [`${DUBLIN}@20s`], restore: [`${DUBLIN}@220s`] };
  const { records, summary, changes } = await fly('locality', scenario, 420, 10);
  expect(summary.failures).toBe(0);
  expect(course(records, 'eu-west-1', 'cell')).toEqual([DUBLIN, FRANKFURT, DUBLIN]);
  expect(course(records, 'eu-central-1', 'cell')).toEqual([FRANKFURT]);
  expect(outcomes(between(records, 20 + LEFT_SECONDS + 5, 220))).toEqual([`${FRANKFURT} tier 1`]);
  expect(outcomes(between(records, 220 + BACK_SECONDS + 5, 420))).toEqual(
    [`${FRANKFURT} tier 1`, `${DUBLIN} tier 1`].sort(),
  );
  // By the switch alone: nothing of the Region itself has failed.
  expect(changes.map(({ check, healthy }) => [check.path, healthy])).toEqual([
    ['/switch/eu-west-1', false],
    ['/switch/eu-west-1', true],
  ]);
}, 120_000);

test('the holder of the switch dies during an evacuation: the order ends with it, and the Region is there again', async () => {
  const scenario = { evacuate: [`${DUBLIN}@20s`], kill: [`${FRANKFURT}@200s`] };
  const { records } = await fly('locality', scenario, 420, 10);
  expect(outcomes(between(records, 20 + LEFT_SECONDS + 5, 200))).toEqual([`${FRANKFURT} tier 1`]);
  // Meanwhile Google answers: its Regions are the only ones that are neither dead nor to be left.
  const last = between(records, 200 + BACK_SECONDS + 5, 420);
  expect(last.length).toBeGreaterThan(20);
  expect(outcomes(last)).toEqual([`${DUBLIN} tier 1`]);
  expect(course(records, 'eu-west-1', 'cell')).toEqual(expect.arrayContaining([DUBLIN, FRANKFURT]));
}, 120_000);

test('Google is left as a whole: with all of AWS dead but for who holds the order, nobody is led there', async () => {
  const scenario = { evacuate: ['google@5s'], kill: [`${DUBLIN}@150s`], fault: [`${FRANKFURT}=garbage@150s`] };
  const { records } = await fly('quality', scenario, 420, 10);
  const last = between(records, 380, 420);
  expect(last.length).toBeGreaterThan(10);
  expect(outcomes(last)).toEqual([`${FRANKFURT} tier 3`]);
  expect(records.some(({ outcome }) => outcome.kind === 'answered' && outcome.cell.startsWith('google'))).toBe(false);
}, 120_000);

test('a rung is disabled in one cell, and enabled: its gateway obeys within 90 s; meanwhile a key is rotated, and nobody is refused', async () => {
  // At real speed: the gateways read their buckets by this machine's clock.
  const scenario = { disable: [`${DUBLIN}/frontier@5s`], restore: [`${DUBLIN}/frontier@100s`], rotateKey: '10s' };
  const refused: (number | undefined)[] = [];
  const { records, summary } = await fly('locality', scenario, 192, 1, async ({ fleet, keys }) => {
    for (const { endpoint } of fleet.addresses.regions) {
      for (const key of [keys.first, keys.current]) refused.push(await modelsStatus(endpoint, key.text));
    }
  });
  // Two minutes after it was revoked the old key opens no Region. Traffic came with the new one since it was made.
  expect(refused).toEqual([401, 200, 401, 200]);
  expect(summary.failures).toBe(0);
  const of = (from: string, [start, end]: readonly [number, number]) =>
    outcomes(between(records, start, end).filter((record) => record.from === from));
  expect(of('eu-west-1', [0, 5])).toEqual([`${DUBLIN} tier 1`]);
  expect(of('eu-west-1', [95, 100])).toEqual([`${DUBLIN} tier 2`]);
  expect(of('eu-west-1', [188, 192])).toEqual([`${DUBLIN} tier 1`]);
  // Its neighbour was told nothing.
  expect(of('eu-central-1', [0, 192])).toEqual([`${FRANKFURT} tier 1`]);
}, 240_000);

/** What a Region says to who asks for its routes with a key. */
function modelsStatus({ host, port }: Endpoint, key: string): Promise<number | undefined> {
  const headers = { host: 'ai.example.com', authorization: `Bearer ${key}` };
  const options = { host, port, path: '/v1/models', headers, agent: false, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const asking = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asking.once('error', reject).end();
  });
}
