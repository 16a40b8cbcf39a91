import { parseScenario } from '../../lib/drill/scenario/parse';
import type { Rehearsal } from '../../lib/rehearsal/rehearsal';
import { bothClouds, course, flown } from './support/flight';

const CLIENTS = ['eu-central-1', 'eu-west-1'];

/** What follows may take so long at most, in service time; after that what was seen is judged. */
const MOST_SECONDS = 130;
/** Everybody asks so often within it that nobody who is still led elsewhere goes unnoticed. */
const WHILE_SECONDS = 20;

/** AWS is lost and comes back, each as soon as both clients have seen what was before: a busy machine takes longer. */
async function lossAndReturn({ apply, fleet, records, time }: Rehearsal): Promise<void> {
  const ground = { cells: fleet.cells.map(({ plan }) => plan.cell), rungs: [] };
  const { events } = parseScenario({ kill: ['aws@1s'], restore: ['aws@2s'] }, ground);
  const pause = (seconds: number) => new Promise((wake) => setTimeout(wake, time.wallMilliseconds(seconds)));
  const untilAllSaw = async (clouds: readonly string[]) => {
    const latest = time.now() + MOST_SECONDS;
    const sawAll = (from: string) => course(records, from, 'cloud').join() === clouds.join();
    while (!CLIENTS.every(sawAll) && time.now() < latest) await pause(1);
    await pause(WHILE_SECONDS);
  };
  await untilAllSaw(['aws']);
  await apply(events.filter(({ change }) => change === 'kill'));
  await untilAllSaw(['aws', 'google']);
  await apply(events.filter(({ change }) => change === 'restore'));
  await untilAllSaw(['aws', 'google', 'aws']);
}

const flight = (speed: number) => flown(bothClouds('locality'), {}, 0, { speed, meanwhile: lossAndReturn });

test('all of AWS is killed under traffic and Google answers; AWS comes back and so does the traffic, once', async () => {
  const quick = await flight(10);
  // A machine that did not keep up has shown nothing: once more, as slowly as a busy one bears.
  const { records, summary } = quick.lagged ? await flight(4) : quick;

  expect(summary.kills).toMatchObject([{ target: 'aws' }]);
  expect(summary.failures).toBeGreaterThan(0);
  expect(Object.keys(summary.failuresByReason).every((reason) => reason.startsWith('connection-'))).toBe(true);
  // From the first answer of Google to the end nobody fails any more, AWS's return included.
  expect(summary.recovered).toBe(true);
  expect(summary.recoverySeconds).toBeLessThan(110);
  const [, restored] = summary.changes;
  expect(restored.event).toMatch(/^restore aws:/);
  const later = records.filter(({ startedAt }) => startedAt >= restored.atSeconds);
  expect(later.filter(({ outcome }) => outcome.kind === 'failed')).toEqual([]);
  for (const from of CLIENTS) expect(course(records, from, 'cloud')).toEqual(['aws', 'google', 'aws']);
  expect(Object.keys(summary.answeredBy)).toEqual(
    expect.arrayContaining(['google:europe-west1', 'google:europe-west4']),
  );
  expect(Object.keys(summary.tiers)).toEqual(['1']);
}, 180_000);
