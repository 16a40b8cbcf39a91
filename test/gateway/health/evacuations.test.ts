import { EVACUATION } from '../../../lib/contract/evacuation';
import { bodyMatches } from '../../../lib/drill/route53/probe';
import { evacuationLines } from '../../../lib/gateway/health/evacuation-lines';
import { Evacuations } from '../../../lib/gateway/health/evacuations';
import { ManualClock } from '../support/manual-clock';

const NAME = 'eu-west-1';

function setUp(names = [NAME]) {
  const clock = new ManualClock();
  const store = { order: undefined as string | undefined | Error, keys: [] as string[] };
  const lines: string[] = [];
  const read = async (key: string) => {
    store.keys.push(key);
    if (store.order instanceof Error) throw store.order;
    return store.order;
  };
  const switches = new Evacuations(
    names,
    read,
    clock,
    evacuationLines('health', clock, (line) => lines.push(line)),
  );
  /** As a checker would see it, seconds later. */
  const matches = async (later = 3) => {
    clock.pass(later * 1000);
    const answer = await switches.answer(EVACUATION.path(NAME));
    return bodyMatches(Buffer.from(answer?.body ?? ''), EVACUATION.searchString(NAME)) && answer?.status === 200;
  };
  return { clock, store, lines, switches, matches };
}

test('the text is answered while the order lies there, whatever it says, and not a moment longer', async () => {
  const { store, matches } = setUp();
  expect(await matches()).toBe(false);
  for (const order of ['', 'anything', '{"reason":"a bad release"}']) {
    store.order = order;
    expect(await matches()).toBe(true);
    store.order = undefined;
    expect(await matches()).toBe(false);
  }
  expect(new Set(store.keys)).toEqual(new Set(['switch/eu-west-1']));
});

test('a bucket that cannot be read says nothing: without an order before, the Region stays in', async () => {
  const { store, matches, switches } = setUp();
  store.order = new Error('dark');
  expect(await matches()).toBe(false);
  expect(await switches.answer('/switch/eu-west-1')).toMatchObject({ status: 503 });
});

test('an order that was read holds for ten minutes without the bucket, and ends with the first reading', async () => {
  const { store, matches } = setUp();
  store.order = 'leave';
  expect(await matches()).toBe(true);
  store.order = new Error('dark');
  expect(await matches(300)).toBe(true);
  expect(await matches(299)).toBe(true);
  expect(await matches(3)).toBe(false);
  store.order = 'leave';
  expect(await matches()).toBe(true);
  store.order = undefined;
  expect(await matches()).toBe(false);
  // What was taken back does not come again with the dark.
  store.order = new Error('dark');
  expect(await matches()).toBe(false);
});

test.each(['/switch/eu-west-3', '/switch/', '/switch', '/switch/../health', '/health/serving', '/switch/eu-west-1/x'])(
  '%s is no switch of this cell, and nothing is read for it',
  async (path) => {
    const { switches, store } = setUp();
    expect(await switches.answer(path)).toBeUndefined();
    expect(store.keys).toEqual([]);
  },
);

test('checkers that ask at once share one reading', async () => {
  const { switches, store } = setUp();
  await Promise.all(Array.from({ length: 16 }, () => switches.answer('/switch/eu-west-1')));
  expect(store.keys).toHaveLength(1);
});

test('no name is the beginning of another’s text', () => {
  expect(EVACUATION.searchString('eu-west-10')).not.toContain(EVACUATION.searchString('eu-west-1'));
});

test('twice a minute it says who ordered what, as a metric of which an alarm knows; the order is cut', async () => {
  const { store, lines, matches } = setUp();
  await matches();
  expect(lines).toEqual([]);
  store.order = `{"reason":"${'x'.repeat(5000)}"}`;
  for (let asked = 0; asked < 20; asked++) await matches();
  expect(lines).toHaveLength(2);
  const line = JSON.parse(lines[0]);
  expect(line).toMatchObject({ event: 'evacuated', Function: 'health', Switch: NAME, Evacuated: 1 });
  expect(line._aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'Understudy',
      Dimensions: [['Function', 'Switch']],
      Metrics: [{ Name: 'Evacuated', Unit: 'Count' }],
    },
  ]);
  expect(line.order.length).toBeLessThanOrEqual(1000);
});
