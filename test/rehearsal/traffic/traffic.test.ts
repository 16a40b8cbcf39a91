import type { Outcome, RequestRecord } from '../../../lib/rehearsal/traffic/record';
import { startTraffic } from '../../../lib/rehearsal/traffic/traffic';
import { ManualTime } from '../manual-time';

const ANSWERED: Outcome = { kind: 'answered', cell: 'aws:eu-west-1', tier: '1' };

function start(ask: (question: string, streaming: boolean) => Promise<Outcome>) {
  const time = new ManualTime();
  const records: RequestRecord[] = [];
  let closed = 0;
  const close = async () => {
    closed += 1;
  };
  const traffic = startTraffic({
    ...{ time, requestsPerSecond: 3, onRecord: (record: RequestRecord) => records.push(record) },
    sources: ['eu-west-1', 'eu-central-1', 'eu-west-3'].map((from) => ({ from, client: { ask, close } })),
  });
  return { time, records, traffic, closed: () => closed };
}

test('equal shares of the rate, taking turns, every other request streamed', async () => {
  const streamed: boolean[] = [];
  const { time, records, traffic } = start(async (_question, streaming) => {
    streamed.push(streaming);
    return ANSWERED;
  });
  await time.advance(9.9);
  const shares = new Map<string, number>();
  for (const { from } of records) shares.set(from, (shares.get(from) ?? 0) + 1);
  expect([...shares]).toEqual([
    ['eu-west-1', 10],
    ['eu-central-1', 10],
    ['eu-west-3', 10],
  ]);
  expect(records.slice(0, 3).map((record) => Number(record.startedAt.toFixed(3)))).toEqual([0, 0.333, 0.667]);
  expect(streamed.filter(Boolean)).toHaveLength(15);
  await traffic.stop(0);
});

test('a client that gets no answers does not pile up requests without end: what is too much counts as failed', async () => {
  const { time, records, traffic } = start(() => new Promise(() => {}));
  await time.advance(70);
  expect(records.length).toBeGreaterThan(0);
  expect(records.every(({ outcome }) => outcome.kind === 'failed' && outcome.reason === 'client-jammed')).toBe(true);
  const jammed = records.length;
  expect(await traffic.stop(1)).toBe(3 * 64);
  expect(records).toHaveLength(jammed);
});

test('stopped, it waits for what is under way, sends no more and closes its clients', async () => {
  let answer: (outcome: Outcome) => void = () => {};
  const { time, records, traffic, closed } = start(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  await time.advance(0.1);
  const stopping = traffic.stop(10_000);
  expect(closed()).toBe(0);
  answer(ANSWERED);
  expect(await stopping).toBe(0);
  expect([records.length, closed()]).toEqual([1, 3]);
  await time.advance(10);
  expect(records).toHaveLength(1);
});
