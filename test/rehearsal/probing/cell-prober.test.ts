import { CellProber, type ProberProcess } from '../../../lib/rehearsal/probing/cell-prober';
import { ManualTime } from '../manual-time';

interface Launched {
  /** It comes up. */
  readonly up: () => void;
  readonly crash: () => void;
  periods: number;
  stopped: boolean;
}

/** A prober whose processes come up when the test lets them. */
function scene() {
  const time = new ManualTime();
  const launched: Launched[] = [];
  const troubles: string[] = [];
  const launch = () =>
    new Promise<ProberProcess>((resolve) => {
      const process: ProberProcess = {
        async period() {
          one.periods += 1;
        },
        async stop() {
          one.stopped = true;
        },
      };
      const one: Launched = {
        ...{ up: () => resolve(process), crash: () => process.onCrash?.('it ended'), periods: 0, stopped: false },
      };
      launched.push(one);
    });
  const prober = new CellProber({ launch, everySeconds: 60, time, onTrouble: (trouble) => troubles.push(trouble) });
  return { prober, time, launched, troubles };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function started(prober: CellProber, launched: readonly Launched[]): Promise<void> {
  const start = prober.start();
  await settled();
  launched[launched.length - 1].up();
  await start;
}

test('it is called at once, and once in each of its periods', async () => {
  const { prober, launched, time } = scene();
  await started(prober, launched);
  expect(launched[0].periods).toBe(1);
  await time.advance(120);
  expect(launched[0].periods).toBe(3);
  await prober.stop();
  await time.advance(120);
  expect([launched[0].periods, launched[0].stopped, time.waiting]).toEqual([3, true, 0]);
});

test('one that is stopped while it comes up asks nothing, and leaves nothing', async () => {
  const { prober, launched, time } = scene();
  const start = prober.start();
  await settled();
  const stop = prober.stop();
  launched[0].up();
  await Promise.all([start, stop]);
  expect([launched[0].periods, launched[0].stopped, time.waiting]).toEqual([0, true, 0]);
});

test('one that ends by itself is told of and comes back, unless it is to be stopped', async () => {
  const { prober, launched, troubles, time } = scene();
  await started(prober, launched);
  launched[0].crash();
  await settled();
  launched[1].up();
  await settled();
  expect([launched.length, troubles, launched[1].periods]).toEqual([2, ['it ended'], 1]);
  launched[1].crash();
  const stop = prober.stop();
  await settled();
  for (const one of launched) one.up();
  await stop;
  expect([launched.slice(2).every(({ stopped }) => stopped), time.waiting]).toEqual([true, 0]);
});

test('started twice it runs once', async () => {
  const { prober, launched } = scene();
  await started(prober, launched);
  await prober.start();
  expect(launched).toHaveLength(1);
});
