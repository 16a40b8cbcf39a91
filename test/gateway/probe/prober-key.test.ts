import { ProberKey } from '../../../lib/gateway/probe/prober-key';
import { digestOf } from '../support/fleet';
import { ManualClock } from '../support/manual-clock';

function setUp() {
  const clock = new ManualClock();
  const store = { key: 'first' as string | undefined, reads: 0 };
  const read = async () => {
    store.reads += 1;
    if (store.key === undefined) throw new Error('dark');
    return { digests: [digestOf(store.key)] };
  };
  return { clock, store, door: new ProberKey({ read }, clock) };
}

test('the key in the bucket opens, another does not', async () => {
  const { door, clock } = setUp();
  expect(await door.admit('first')).toBe('admitted');
  clock.pass(1000);
  expect(await door.admit('second')).toBe('unknown-key');
});

test('a prober that has just started is known with its first request, and its forerunner no more', async () => {
  const { door, store, clock } = setUp();
  await door.admit('first');
  store.key = 'second';
  clock.pass(1000);
  expect(await door.admit('second')).toBe('admitted');
  clock.pass(1000);
  expect(await door.admit('first')).toBe('unknown-key');
});

test('a key that is known is not read again, and no stranger has it read more than once a second', async () => {
  const { door, store, clock } = setUp();
  for (let request = 0; request < 10; request++) await door.admit('first');
  expect(store.reads).toBe(1);
  for (let request = 0; request < 10; request++) await door.admit('stranger');
  expect(store.reads).toBe(1);
  clock.pass(1000);
  await Promise.all([door.admit('stranger'), door.admit('stranger')]);
  expect(store.reads).toBe(2);
});

test('what was known stands while the bucket is dark', async () => {
  const { door, store, clock } = setUp();
  await door.admit('first');
  store.key = undefined;
  clock.pass(3_600_000);
  expect(await door.admit('first')).toBe('admitted');
  expect(await door.admit('stranger')).toBe('unknown-key');
});

test('a key that was trusted for ten minutes is looked up again', async () => {
  const { door, store, clock } = setUp();
  await door.admit('first');
  store.key = 'second';
  clock.pass(599_999);
  expect(await door.admit('first')).toBe('admitted');
  clock.pass(1);
  expect(await door.admit('first')).toBe('unknown-key');
});

test('nobody is let in where nothing is known', async () => {
  const { door, store } = setUp();
  store.key = undefined;
  expect(await door.admit('first')).toBe('keys-unavailable');
});
