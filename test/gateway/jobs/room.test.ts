import { Room } from '../../../lib/gateway/jobs/worker/room';
import { ManualClock } from '../support/manual-clock';

/** Says in which order people come in; each is let out by name. */
function scene() {
  const clock = new ManualClock();
  const room = new Room(clock);
  const log: string[] = [];
  const leave = new Map<string, () => void>();
  const enter = async (name: string, alone = false) => {
    const out = await room.enter(alone, 1000);
    log.push(out === undefined ? `${name} gave up` : name);
    if (out !== undefined) leave.set(name, out);
  };
  return {
    clock,
    log,
    enter: (name: string, alone?: boolean) => void enter(name, alone),
    out: (name: string) => leave.get(name)!(),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('many are inside together', async () => {
  const { enter, log } = scene();
  for (const name of ['a', 'b', 'c']) enter(name);
  await settled();
  expect(log).toEqual(['a', 'b', 'c']);
});

test('who is to be alone waits for the others to leave, and who comes after waits for it', async () => {
  const { enter, log, out } = scene();
  enter('a');
  enter('b');
  enter('suspect', true);
  enter('c');
  await settled();
  out('a');
  await settled();
  expect(log).toEqual(['a', 'b']);
  out('b');
  await settled();
  expect(log).toEqual(['a', 'b', 'suspect']);
  out('suspect');
  await settled();
  expect(log).toEqual(['a', 'b', 'suspect', 'c']);
});

test('two suspects are alone one after the other', async () => {
  const { enter, log, out } = scene();
  enter('one', true);
  enter('two', true);
  await settled();
  expect(log).toEqual(['one']);
  out('one');
  await settled();
  expect(log).toEqual(['one', 'two']);
});

test('who waits too long gives up, and keeps nobody else waiting', async () => {
  const { enter, log, clock } = scene();
  enter('a');
  enter('suspect', true);
  await settled();
  clock.pass(500);
  enter('b');
  await settled();
  clock.pass(500);
  await settled();
  expect(log).toEqual(['a', 'suspect gave up', 'b']);
  expect(clock.pending).toBe(0);
});
