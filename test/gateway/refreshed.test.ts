import { Refreshed } from '../../lib/gateway/refreshed';
import { ManualClock } from './support/manual-clock';

function setUp() {
  const clock = new ManualClock();
  const source = { value: 'one' as string | Error, reads: 0 };
  const load = async () => {
    source.reads += 1;
    if (source.value instanceof Error) throw source.value;
    return source.value;
  };
  return { clock, source, refreshed: new Refreshed(load, { clock, refreshAfter: 60_000, waitAfter: 600_000 }) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('the first reader waits, and those beside it share the reading', async () => {
  const { refreshed, source } = setUp();
  expect(await Promise.all([refreshed.get(), refreshed.get()])).toEqual(['one', 'one']);
  expect(source.reads).toBe(1);
});

test('a fresh value is not read again', async () => {
  const { refreshed, source, clock } = setUp();
  await refreshed.get();
  clock.pass(59_999);
  await refreshed.get();
  expect(source.reads).toBe(1);
});

test('a stale value is given while a new one is fetched', async () => {
  const { refreshed, source, clock } = setUp();
  await refreshed.get();
  source.value = 'two';
  clock.pass(60_000);
  expect(await refreshed.get()).toBe('one');
  await settle();
  expect(await refreshed.get()).toBe('two');
});

test('after a long sleep a reader waits for the new value', async () => {
  const { refreshed, source, clock } = setUp();
  await refreshed.get();
  source.value = 'two';
  clock.pass(600_000);
  expect(await refreshed.get()).toBe('two');
});

test('what cannot be read again stands, whatever its age', async () => {
  const { refreshed, source, clock } = setUp();
  await refreshed.get();
  source.value = new Error('dark');
  clock.pass(86_400_000);
  expect(await refreshed.get()).toBe('one');
});

test('what was never read is nothing, until it can be', async () => {
  const { refreshed, source, clock } = setUp();
  source.value = new Error('dark');
  expect(await refreshed.get()).toBeUndefined();
  source.value = 'one';
  clock.pass(5000);
  expect(await refreshed.get()).toBe('one');
});

test('a dark source is not asked by every reader', async () => {
  const { refreshed, source, clock } = setUp();
  source.value = new Error('dark');
  await refreshed.get();
  clock.pass(4999);
  await refreshed.get();
  expect(source.reads).toBe(1);
});
