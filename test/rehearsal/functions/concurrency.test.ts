import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import {
  ACCOUNT_EXECUTIONS,
  type Concurrency,
  concurrencyOf,
  Throttled,
} from '../../../lib/rehearsal/functions/concurrency';

const answered = () => new PassThrough() as unknown as IncomingMessage & PassThrough;

const limitOf = (...functions: readonly { id: string; reservedConcurrency?: number }[]) => {
  const limits = concurrencyOf(functions);
  return (id: string) => limits.get(id) as Concurrency;
};

/** How many of so many invocations at once are taken; each stays under way. */
async function taken(limit: Concurrency, tries: number): Promise<number> {
  let count = 0;
  for (let one = 0; one < tries; one++) {
    await limit
      .invoke(async () => answered())
      .then(
        () => {
          count += 1;
        },
        (error: unknown) => expect(error).toBeInstanceOf(Throttled),
      );
  }
  return count;
}

test.each([0, 1, 10])(
  'of a function with %d reserved as many run at once, and no other function notices',
  async (own) => {
    const limit = limitOf({ id: 'gateway', reservedConcurrency: own }, { id: 'health', reservedConcurrency: 2 });
    expect(await taken(limit('gateway'), own + 3)).toBe(own);
    expect(await taken(limit('health'), 3)).toBe(2);
  },
);

test('functions without a reservation share what the account has left', async () => {
  const limit = limitOf({ id: 'a', reservedConcurrency: ACCOUNT_EXECUTIONS - 5 }, { id: 'b' }, { id: 'c' });
  expect(await taken(limit('b'), 3)).toBe(3);
  expect(await taken(limit('c'), 9)).toBe(2);
});

test.each<[string, (answer: ReturnType<typeof answered>) => unknown]>([
  ['its answer was read to the end', (answer) => answer.resume().end()],
  ['its connection broke', (answer) => answer.on('error', () => {}).destroy(new Error('on purpose'))],
  ['its caller went away', (answer) => answer.destroy()],
])('an environment is free again once %s, and not before', async (_how, end) => {
  const limit = limitOf({ id: 'f', reservedConcurrency: 1 })('f');
  const answer = answered();
  await limit.invoke(async () => answer);
  expect(await taken(limit, 1)).toBe(0);
  const over = new Promise((resolve) => answer.once('close', resolve));
  end(answer);
  await over;
  // Once, not once for each way in which it ended.
  expect(await taken(limit, 2)).toBe(1);
});

test('an invocation that never began holds nothing', async () => {
  const limit = limitOf({ id: 'f', reservedConcurrency: 1 })('f');
  await expect(limit.invoke(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await taken(limit, 2)).toBe(1);
});
