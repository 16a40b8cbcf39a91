/** `npm run test:rehearsal`: cells that tell the truth, by their own probers. Times are service time. */
import { between, course, fly, outcomes } from './support/flight';

const DUBLIN = 'aws:eu-west-1';
const FRANKFURT = 'aws:eu-central-1';
const CLIENTS = ['eu-central-1', 'eu-west-1'];

/** What each host's checks said in turn: `eu-west-1.aws /health/preferred: false, true`. */
function turns(changes: Awaited<ReturnType<typeof fly>>['changes']): Readonly<Record<string, readonly boolean[]>> {
  const said: Record<string, boolean[]> = {};
  for (const { check, healthy } of changes) {
    const place = `${check.host.replace('.ai.example.com', '')} ${check.path}`;
    said[place] = [...(said[place] ?? []), healthy];
  }
  return said;
}

test('a model that answers nonsense in one cell: its clients go to the next, and nobody fails', async () => {
  const { records, summary, changes } = await fly('quality', { fault: [`${DUBLIN}/frontier=nonsense@5s`] }, 340, 3);
  expect(summary.failures).toBe(0);
  // Three rounds a minute apart, then Route 53's 28 s, propagation and the TTL.
  expect(course(records, 'eu-west-1', 'cell')).toEqual([DUBLIN, FRANKFURT]);
  expect(outcomes(between(records, 310, 340))).toEqual([`${FRANKFURT} tier 1`]);
  expect(course(records, 'eu-central-1', 'cell')).toEqual([FRANKFURT]);
  expect(turns(changes)).toEqual({ 'eu-west-1.aws /health/preferred': [false] });
}, 400_000);

test('nonsense in all cells takes none of them out: nothing is better anywhere, and the nearest answers', async () => {
  const { records, summary, changes } = await fly('quality', { fault: ['frontier=nonsense@5s'] }, 430, 3);
  expect(summary.failures).toBe(0);
  // On the way, whichever cell's check turns last has all the traffic for a while. No gateway can tell: tier 1 it is.
  for (const from of CLIENTS) {
    const last = between(records, 400, 430).filter((record) => record.from === from);
    expect(outcomes(last)).toEqual([`aws:${from} tier 1`]);
  }
  const preferred = ['eu-central-1.aws', 'eu-west-1.aws', 'europe-west1.google', 'europe-west4.google'];
  expect(turns(changes)).toEqual(Object.fromEntries(preferred.map((place) => [`${place} /health/preferred`, [false]])));
}, 400_000);

test('probers that nobody calls any more take no cell out, old as their verdicts are', async () => {
  // Old after three minutes; from ten on nobody knows.
  const { records, summary, changes } = await fly('quality', { fault: ['aws=stale@65s', 'google=stale@65s'] }, 780, 4);
  expect(summary.failures).toBe(0);
  expect(changes).toEqual([]);
  for (const from of CLIENTS) expect(course(records, from, 'cell')).toEqual([`aws:${from}`]);
}, 400_000);
