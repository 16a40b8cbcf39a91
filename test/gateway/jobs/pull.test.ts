import { ENVIRONMENT } from '../../../lib/contract/environment';
import type { JobMessage } from '../../../lib/contract/job';
import type { Delivery } from '../../../lib/gateway/jobs/job-queue';
import { isHolding, pulseOf } from '../../../lib/gateway/jobs/pulse';
import { eachMinute } from '../../../lib/gateway/jobs/sweep/each-minute';
import { wait } from '../../../lib/gateway/jobs/wait';
import { pull } from '../../../lib/gateway/jobs/worker/pull';
import { readInstances } from '../../../lib/gateway/settings';
import { gate } from '../support/listen';
import { ManualClock } from '../support/manual-clock';
import { end, fault, text } from '../support/scripted-provider';
import { until } from '../support/until';
import { JobsScene } from './support/jobs-scene';
import { WorkScene } from './support/work-scene';

const delivery = (job: string): Delivery => ({ message: { job, queuedAt: 0 } as JobMessage, receipt: job });

describe('a worker that pulls', () => {
  test('stops receiving when it is told to, and settles once it has done what it had in hand', async () => {
    const stop = new AbortController();
    const { opened, open } = gate();
    let asked = 0;
    const done: string[] = [];
    const pulling = pull(
      {
        worker: {
          handle: async ({ receipt }) => {
            await opened;
            done.push(receipt);
          },
        },
        queue: {
          receive: (_most, signal) => {
            asked += 1;
            if (asked === 1) return Promise.resolve([delivery('a'), delivery('b')]);
            // As a queue does that waits for a first message.
            return new Promise((_resolve, reject) =>
              signal?.addEventListener('abort', () => reject(new Error('let go'))),
            );
          },
        },
        clock: new ManualClock(),
        slots: 10,
        isEvacuated: async () => false,
      },
      stop.signal,
    );
    await until(() => asked === 2);
    stop.abort();
    open();
    await pulling;
    expect([asked, done]).toEqual([2, ['a', 'b']]);
  });

  test('asks for no more than it has hands for', async () => {
    const stop = new AbortController();
    const most: number[] = [];
    const gates = Array.from({ length: 3 }, gate);
    let handed = 0;
    const pulling = pull(
      {
        worker: { handle: ({ receipt }) => gates[Number(receipt)].opened },
        queue: {
          receive: async (count) => {
            most.push(count);
            if (handed === gates.length) {
              stop.abort();
              return [];
            }
            handed += 1;
            return [delivery(String(handed - 1))];
          },
        },
        clock: new ManualClock(),
        slots: 2,
        isEvacuated: async () => false,
      },
      stop.signal,
    );
    await until(() => most.length === 2);
    gates[0].open();
    await until(() => most.length === 3);
    for (const { open } of gates) open();
    await pulling;
    expect(most).toEqual([2, 1, 1, expect.any(Number)]);
  });
});

describe('while no model could answer', () => {
  test('nothing is received, and the ledger is told why', async () => {
    const scene = new WorkScene();
    scene.ladder([fault('denied')]);
    await scene.accept();
    expect(await scene.rest()).toBe(0);
    await scene.work();
    // It says how it is once in so long.
    scene.clock.pass(20_000);
    const resting = await scene.rest();
    expect(resting).toBeGreaterThan(0);
    expect(isHolding(await pulseOf(scene.place, scene.place.cell), scene.clock.now())).toBe(true);

    let received = 0;
    const stop = new AbortController();
    const pulling = pull(
      {
        worker: { handle: async () => undefined },
        queue: {
          receive: async () => {
            received += 1;
            stop.abort();
            return [];
          },
        },
        ...{ clock: scene.clock, slots: 10, isEvacuated: async () => false },
        rest: () => scene.rest(),
      },
      stop.signal,
    );
    await new Promise(setImmediate);
    expect(received).toBe(0);
    for (let second = 0; received === 0; second += 1) {
      if (second > resting / 1000 + 10) throw new Error('it rests for ever');
      scene.clock.pass(1000);
      await new Promise(setImmediate);
    }
    await pulling;
    expect(await scene.rest()).toBe(0);
  });
});

describe('a worker that is to end', () => {
  const leaving = () => ({ soon: new AbortController(), now: new AbortController() });

  test('begins with nothing more, and gives it back at once', async () => {
    const scene = new WorkScene();
    const { soon, now } = leaving();
    scene.leaving = { soon: soon.signal, now: now.signal };
    scene.ladder([text('too late'), end]);
    const id = await scene.accept();
    soon.abort();
    await scene.work();
    expect(scene.events.at(-1)).toMatchObject({ what: 'deferred', why: 'worker-ends' });
    expect((await scene.look(id)).attempts).toBe(0);
    scene.clock.pass(1000);
    expect(await scene.queue.receive(1)).toHaveLength(1);
  });

  test('breaks off what it was at, and holds it against nobody', async () => {
    const scene = new WorkScene();
    const { soon, now } = leaving();
    scene.leaving = { soon: soon.signal, now: now.signal };
    scene.ladder(['hang', fault('abandoned')]);
    const id = await scene.accept();
    const working = scene.work();
    while ((await scene.look(id)).state !== 'running') await new Promise(setImmediate);
    soon.abort();
    now.abort();
    await working;
    const { state, look } = await scene.look(id);
    expect([state, look.progress[0].body.strikes]).toEqual(['queued', 0]);
    scene.clock.pass(1000);
    expect(await scene.queue.receive(1)).toHaveLength(1);
  });
});

describe('sweeps', () => {
  test('run each minute, the first at once, and say how each went', async () => {
    const scene = new JobsScene();
    const stop = new AbortController();
    const lines: Record<string, unknown>[] = [];
    const { place, queue, observe, clock } = scene;
    const sweeping = eachMinute(
      { place, queue, observe, isEvacuated: async () => false },
      (line) => lines.push(JSON.parse(line)),
      stop.signal,
    );
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ event: 'swept', cell: place.cell, rescued: 0, requeued: 0 });
    scene.ledger.broken = 'before';
    clock.pass(60_000);
    await until(() => lines.length === 2);
    expect(lines[1]).toEqual({ event: 'sweep-failed', cell: place.cell, why: 'Error' });
    scene.ledger.broken = undefined;
    clock.pass(60_000);
    await until(() => lines.length === 3);
    stop.abort();
    await sweeping;
    expect(lines.map(({ event }) => event)).toEqual(['swept', 'sweep-failed', 'swept']);
  });
});

test('nobody waits who is told that it is over', async () => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const waiting = wait(clock, 60_000, stop.signal);
  stop.abort();
  await waiting;
  await wait(clock, 60_000, stop.signal);
});

test('the workers of a cell are counted by a whole number, or not at all', () => {
  expect([readInstances({}), readInstances({ [ENVIRONMENT.jobsWorkers]: '2' })]).toEqual([undefined, 2]);
  for (const text of ['', '0', '-1', '1.5', 'two', '10000']) {
    expect(() => readInstances({ [ENVIRONMENT.jobsWorkers]: text })).toThrow('malformed-workers');
  }
});
