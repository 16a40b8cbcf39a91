import { ServerQueue } from '../../../lib/rehearsal/stubs/server-queue';
import { ManualTime } from '../manual-time';

const here = () => false;

test('serves so many a second, in their order, and the first at once', async () => {
  const time = new ManualTime();
  const queue = new ServerQueue(2, time);
  const served: [number, number][] = [];
  for (const who of [1, 2, 3]) void queue.turn(here).then(() => served.push([who, time.now()]));
  await time.advance(0);
  expect(served).toEqual([[1, 0]]);
  await time.advance(3);
  expect(served).toEqual([
    [1, 0],
    [2, 0.5],
    [3, 1],
  ]);
});

test('who has left takes nobody’s turn, and an idle server is free again', async () => {
  const time = new ManualTime();
  const queue = new ServerQueue(1, time);
  const served: string[] = [];
  let left = false;
  for (const [who, gone] of [
    ['first', here],
    ['leaves', () => left],
    ['stays', here],
  ] as const) {
    void queue.turn(gone).then(() => served.push(who));
  }
  left = true;
  await time.advance(1);
  expect(served).toEqual(['first', 'stays']);
  await time.advance(5);
  expect(time.waiting).toBe(0);
  void queue.turn(here).then(() => served.push('later'));
  await time.advance(0);
  expect(served).toEqual(['first', 'stays', 'later']);
});
