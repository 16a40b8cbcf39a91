import { AsyncLocalStorage } from 'node:async_hooks';

const endedTogether = require('./ended-together.cjs');

test('whatever was entered ends together, and what is entered later is a new beginning', () => {
  class Storage extends AsyncLocalStorage<string> {}
  const end = endedTogether(Storage);
  const [one, other] = [new Storage(), new Storage()];
  other.enterWith('for good');
  one.run('for a while', () => {
    expect([one.getStore(), other.getStore()]).toEqual(['for a while', 'for good']);
    end();
    expect([one.getStore(), other.getStore()]).toEqual([undefined, undefined]);
    expect(one.run('again', () => one.getStore())).toBe('again');
  });
});

test('the environment ends its own where a file of tests ends', async () => {
  const Environment = requireOnceAWorker('./environment.cjs');
  const storage = new AsyncLocalStorage<string>();
  storage.enterWith('of this file');
  await Environment.prototype.teardown.call({ _globalProxy: { clear: () => undefined } });
  expect(storage.getStore()).toBeUndefined();
});

declare function requireOnceAWorker(name: string): { prototype: { teardown(this: object): Promise<void> } };
