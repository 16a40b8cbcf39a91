import { ADAPTERS } from '../support/through-adapters';
import { until } from '../support/until';
import { CASES, type Expected, type FaultCase } from './cases';
import { FaultScene, gotOf, textOf } from './fault-scene';
import { answering } from './faulty-upstream';

/** For a busy machine; a hang is longer. */
const SLACK_SECONDS = 3;

const WAYS = ['whole', 'streamed', 'again'] as const;
type Way = (typeof WAYS)[number];

/** Through each adapter and in each way, one gateway before one upstream: what a case waits for it waits for at once. */
const scenes = ADAPTERS.flatMap(([adapter, serverOf]) =>
  WAYS.map((way) => ({ adapter, way, scene: new FaultScene(), serverOf })),
);
beforeAll(async () => {
  await Promise.all(scenes.map(({ scene, serverOf }) => scene.open(serverOf)));
  for (const { scene } of scenes) {
    // What is loaded with the first request is none of the faults' time.
    scene.reset({ behaviour: answering });
    await scene.ask(false);
  }
}, 30_000);
afterAll(() => Promise.all(scenes.map(({ scene }) => scene.close())));

function expectedOf({ whole, streamed }: FaultCase, way: Way): Expected | undefined {
  if (way === 'whole') return whole;
  return way === 'streamed' || streamed?.got.kind === 'broken' ? streamed : undefined;
}

test.each(CASES.map((each) => [each.fault, each] as const))('%s', async (_fault, each) => {
  const asked = scenes.flatMap(({ adapter, way, scene }) => {
    const expected = expectedOf(each, way);
    const ask = way === 'again' ? begunAgain : answered;
    return expected === undefined ? [] : { adapter, way, expected, ask: () => ask(scene, each, expected, way) };
  });
  expect(asked.length).toBeGreaterThanOrEqual(ADAPTERS.length);
  // What costs time, and not work, is waited for at once.
  const waiting = asked.map(({ expected, ask }) => (expected.after > 0 ? ask() : undefined));
  for (const [index, { adapter, way, ask }] of asked.entries()) {
    const { seen, wanted } = await (waiting[index] ?? ask());
    expect({ adapter, way, ...seen }).toEqual({ adapter, way, ...wanted });
  }
});

/** What is seen of a case, beside what is to be. */
interface Compared {
  readonly seen: object;
  readonly wanted: object;
}

async function answered(scene: FaultScene, each: FaultCase, expected: Expected, way: Way): Promise<Compared> {
  const stream = way === 'streamed';
  const { got, after, calls, timeouts } = expected;
  scene.reset({ ...each, timeouts });
  const answer = await scene.ask(stream);
  const seen = {
    got: gotOf(answer),
    calls: scene.upstream.calls,
    isLate: answer.milliseconds > (after + SLACK_SECONDS) * 1000,
  };
  // Alive afterwards, and on the same gateway.
  scene.upstream.behaviour = answering;
  const next = (await scene.ask(!stream)).status;
  return { seen: { ...seen, next }, wanted: { got, calls, isLate: false, next: 200 } };
}

/** A stream that may begin again. */
async function begunAgain(scene: FaultScene, each: FaultCase, { got, timeouts }: Expected): Promise<Compared> {
  scene.reset({ ...each, timeouts });
  const { body } = await scene.ask(true, { route: 'again' });
  const [before, after] = body.split('event: restart\n');
  const [voided, id] = [before, after].map((part) => /"id":"([^"]+)"/.exec(part)?.[1]);
  // The log tells who answered in the end.
  await until(() => scene.lines.length === 1);
  const [{ rung, reason }] = scene.lines;
  const why = `first: ${got.kind === 'broken' && got.reason}`;
  return {
    seen: {
      begins: textOf(before).startsWith('from'),
      text: textOf(after),
      ends: after.trimEnd().endsWith('data: [DONE]'),
      error: body.includes('event: error'),
      isNew: id !== undefined && id !== voided,
      voids: after.includes(`"understudy":{"voided":"${voided}"}`),
      says: after.includes(`"reason":"${why}"`),
      logged: { rung, reason },
    },
    wanted: {
      begins: true,
      text: 'from the second',
      ends: true,
      error: false,
      isNew: true,
      voids: true,
      says: true,
      logged: { rung: 'second', reason: why },
    },
  };
}
