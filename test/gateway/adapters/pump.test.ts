import { Writable } from 'node:stream';
import { pump } from '../../../lib/gateway/adapters/pump';

/** Takes one piece at a time, when it is told to. */
class SlowWritable extends Writable {
  public readonly taken: string[] = [];
  private release: (() => void) | undefined;

  public constructor() {
    super({ highWaterMark: 1 });
  }

  public override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.taken.push(piece.toString());
    this.release = done;
  }

  public take(): void {
    this.release?.();
  }
}

function counted(pieces: number) {
  const state = { made: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        state.made += 1;
        controller.enqueue(Buffer.from(`${state.made}`));
        if (state.made === pieces) controller.close();
      },
      cancel: () => {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('makes no more than is taken', async () => {
  const { body, state } = counted(3);
  const writable = new SlowWritable();
  const done = pump(body, writable);
  for (const made of [1, 2, 3]) {
    await settle();
    expect(state.made).toBe(made);
    writable.take();
  }
  await done;
  await settle();
  expect(writable.taken).toEqual(['1', '2', '3']);
  expect(writable.writableFinished).toBe(true);
});

test('leaves the body when the writable closes, and waits for nothing more', async () => {
  const { body, state } = counted(3);
  const writable = new SlowWritable();
  const done = pump(body, writable);
  await settle();
  writable.destroy(new Error('gone'));
  await done;
  expect(state).toEqual({ made: 1, cancelled: true });
});

test('an answer without a body is ended', async () => {
  const writable = new SlowWritable();
  await pump(null, writable);
  await settle();
  expect(writable.writableFinished).toBe(true);
});

test('a long stream leaves no listeners behind', async () => {
  const { body } = counted(50);
  const writable = new SlowWritable();
  const done = pump(body, writable);
  for (let turn = 0; turn < 50; turn += 1) {
    await settle();
    writable.take();
  }
  await done;
  expect(writable.listenerCount('drain') + writable.listenerCount('close')).toBe(0);
});
