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
  const state = { made: 0, left: false };
  async function* body(): AsyncGenerator<string> {
    try {
      while (state.made < pieces) {
        state.made += 1;
        yield `${state.made}`;
      }
    } finally {
      state.left = state.made < pieces;
    }
  }
  return { body: body(), state };
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
  expect(state).toEqual({ made: 1, left: true });
});

test('lets the body of a caller who has already gone clean up', async () => {
  const { body, state } = counted(3);
  const writable = new SlowWritable();
  writable.destroy();
  await settle();
  await pump(body, writable);
  expect(state).toEqual({ made: 1, left: true });
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
