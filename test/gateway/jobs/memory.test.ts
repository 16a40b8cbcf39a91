import { ManualClock } from '../support/manual-clock';
import { behavesAsLedger } from './ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from './queue-behaviour';
import { MemoryLedger } from './support/memory-ledger';
import { MemoryQueue } from './support/memory-queue';

describe('the ledger of the simulations', () => behavesAsLedger(() => new MemoryLedger()));

describe('the queue of the simulations', () => {
  behavesAsQueue(() => {
    const clock = new ManualClock();
    const queue = new MemoryQueue({ clock, visibilitySeconds: VISIBILITY_SECONDS, maxReceives: 2 });
    return {
      queue,
      pass: async (seconds) => clock.pass(seconds * 1000),
      deadLetters: async () => queue.deadLetters,
    };
  });

  test('what is received too often is put aside', async () => {
    const clock = new ManualClock();
    const queue = new MemoryQueue({ clock, visibilitySeconds: 1, maxReceives: 3 });
    await queue.send({ job: 'job_x', queuedAt: 0 });
    for (let round = 0; round < 3; round += 1) {
      expect(await queue.receive(1)).toHaveLength(1);
      clock.pass(1000);
    }
    expect([await queue.receive(1), queue.deadLetters.length]).toEqual([[], 1]);
  });
});
