import { Incoming } from '../../../../lib/gateway/providers/http/incoming';

function scene() {
  const said: string[] = [];
  const body = new Incoming({
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
    abort: ({ name }) => said.push(`abort: ${name}`),
  });
  const push = (text: string) => body.push(Buffer.from(text));
  const next = async () => {
    const { done, value } = await body.next();
    return done === true ? undefined : Buffer.from(value).toString();
  };
  return { body, said, push, next };
}

const HALF = 'x'.repeat(32 * 1024);

test('gives what has come, together, and waits for what has not', async () => {
  const { body, push, next } = scene();
  push('a');
  push('b');
  expect(await next()).toBe('ab');
  const waiting = next();
  push('c');
  expect(await waiting).toBe('c');
  const last = next();
  body.end();
  expect(await last).toBeUndefined();
  expect(await next()).toBeUndefined();
});

test('what came before the end, or before a failure, is still read', async () => {
  const ended = scene();
  ended.push('a');
  ended.body.end();
  expect([await ended.next(), await ended.next()]).toEqual(['a', undefined]);
  const failed = scene();
  failed.push('a');
  failed.body.fail(new Error('cut'));
  expect(await failed.next()).toBe('a');
  await expect(failed.next()).rejects.toThrow('cut');
});

test('who waits hears of a failure at once', async () => {
  const { body, next } = scene();
  const waiting = next();
  body.fail(new Error('cut'));
  await expect(waiting).rejects.toThrow('cut');
});

test('a sender who is not read is told to wait, once, until he is', async () => {
  const { said, push, next } = scene();
  push(HALF);
  expect(said).toEqual([]);
  push(HALF);
  push('more');
  expect(said).toEqual(['pause']);
  expect((await next())?.length).toBe(2 * HALF.length + 4);
  expect(said).toEqual(['pause', 'resume']);
  // What a reader waits for is not held.
  for (let piece = 0; piece < 4; piece += 1) {
    const waiting = next();
    push(HALF);
    await waiting;
  }
  expect(said).toEqual(['pause', 'resume']);
});

test('who stops reading leaves the sender, and holds nothing', async () => {
  const { body, said, push, next } = scene();
  push('a');
  for await (const _piece of body) break;
  push('b');
  body.fail(new Error('late'));
  expect([said, await next()]).toEqual([['abort: AbortError'], undefined]);
});

test('a body that was read to its end has no sender to leave', async () => {
  const { body, said } = scene();
  body.end();
  await body.return();
  body.giveUp();
  expect(said).toEqual([]);
});

describe('a body that was read to its last word', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test.each([
    ['comes to its end', ({ body }: ReturnType<typeof scene>) => body.end()],
    ['fails', ({ body }: ReturnType<typeof scene>) => body.fail(new Error('cut'))],
  ])('has its sender left alone when it soon %s', async (_what, ends) => {
    const found = scene();
    found.push('a');
    found.body.letEnd();
    await found.body.return();
    found.push('b');
    ends(found);
    jest.runAllTimers();
    expect([found.said, await found.next()]).toEqual([[], undefined]);
  });

  test('leaves a sender who does not come to the end, and no sooner than in a quarter of a second', () => {
    const { body, said } = scene();
    body.letEnd();
    jest.advanceTimersByTime(249);
    expect(said).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(said).toEqual(['abort: AbortError']);
  });

  test('has a sender go on who was told to wait', () => {
    const { body, said, push } = scene();
    push(HALF + HALF);
    body.letEnd();
    expect(said).toEqual(['pause', 'resume']);
  });

  test('is not waited for where it has ended', () => {
    const { body, said } = scene();
    body.end();
    body.letEnd();
    jest.runAllTimers();
    expect(said).toEqual([]);
  });
});

test('giving up ends the waiting, and leaves the sender', async () => {
  const { body, said, next } = scene();
  const waiting = next();
  body.giveUp();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(said).toEqual(['abort: AbortError']);
});
