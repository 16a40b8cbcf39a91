import { withHeartbeats } from '../../../lib/gateway/chat/heartbeats';
import { ManualClock } from '../support/manual-clock';
import { settled } from '../support/scripted-provider';

function scene(milliseconds: readonly number[]) {
  const clock = new ManualClock();
  async function* events(): AsyncGenerator<string> {
    for (const pause of milliseconds) {
      await new Promise<void>((resolve) => clock.after(pause, resolve));
      yield `after ${pause}`;
    }
  }
  const sent: string[] = [];
  const reading = (async () => {
    for await (const event of withHeartbeats(events(), clock)) sent.push(event);
  })();
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await settled();
      clock.pass(1000);
    }
    await settled();
  };
  return { clock, sent, reading, pass };
}

test('a stream that is not idle has none', async () => {
  const { sent, reading, pass } = scene([9000, 9000]);
  await pass(18);
  await reading;
  expect(sent).toEqual(['after 9000', 'after 9000']);
});

test('one each ten seconds without an event, and nothing is lost', async () => {
  const { clock, sent, reading, pass } = scene([25_000, 1000]);
  await pass(24);
  expect(sent).toEqual([': still here\n\n', ': still here\n\n']);
  await pass(2);
  await reading;
  expect(sent.slice(2)).toEqual(['after 25000', 'after 1000']);
  expect(clock.pending).toBe(0);
});

test('an error of the events is the reader’s', async () => {
  async function* events(): AsyncGenerator<string> {
    yield 'a';
    throw new Error('broken');
  }
  const reading = (async () => {
    for await (const _event of withHeartbeats(events(), new ManualClock()));
  })();
  await expect(reading).rejects.toThrow('broken');
});

test('who leaves lets the events clean up', async () => {
  let cleanedUp = false;
  async function* events(): AsyncGenerator<string> {
    try {
      yield 'a';
      yield 'b';
    } finally {
      cleanedUp = true;
    }
  }
  for await (const _event of withHeartbeats(events(), new ManualClock())) break;
  await settled();
  expect(cleanedUp).toBe(true);
});
