import { changeLines, changesOf } from '../../../lib/rehearsal/traffic/changes';
import type { RequestRecord } from '../../../lib/rehearsal/traffic/record';

const by = (startedAt: number, tier: string, from = 'eu-west-1'): RequestRecord => ({
  ...{ startedAt, endedAt: startedAt + 0.2, from },
  outcome: { kind: 'answered', cell: 'aws:eu-west-1', tier },
});
const failed = (startedAt: number): RequestRecord => ({
  ...{ startedAt, endedAt: startedAt + 0.2, from: 'eu-west-1' },
  outcome: { kind: 'failed', reason: 'http-503' },
});
const throttled = { event: 'throttle frontier', atSeconds: 10 };

test('says who answered before and after, and when the first of those answers had come that all were the same', () => {
  const [change] = changesOf([by(9, '1'), by(10, '1'), failed(12), by(14, '2'), by(16, '2')], [throttled]);
  expect(change).toEqual({
    ...{ event: 'throttle frontier', atSeconds: 10 },
    clients: [
      {
        ...{ from: 'eu-west-1', before: 'aws:eu-west-1 tier 1', after: 'aws:eu-west-1 tier 2', seconds: 4.2 },
        answered: { 'aws:eu-west-1 tier 1': 1, 'aws:eu-west-1 tier 2': 2, 'http-503': 1 },
      },
    ],
  });
});

test('an event ends where the next begins, and what happens at one moment is one', () => {
  const restored = { event: 'restore frontier', atSeconds: 20 };
  const other = { event: 'kill aws:eu-west-3', atSeconds: 10 };
  const changes = changesOf([by(9, '1'), by(11, '2'), by(21, '1')], [throttled, other, restored]);
  expect(changes.map(({ event, clients }) => [event, clients[0].after])).toEqual([
    ['throttle frontier; kill aws:eu-west-3', 'aws:eu-west-1 tier 2'],
    ['restore frontier', 'aws:eu-west-1 tier 1'],
  ]);
});

test('a client of whom nothing changed has waited for nothing, and is not told of', () => {
  const changes = changesOf([by(9, '1', 'eu-central-1'), by(11, '1', 'eu-central-1')], [throttled]);
  expect(changes[0].clients[0].seconds).toBe(0);
  expect(changeLines(changes)).toEqual([]);
  const told = changeLines(changesOf([by(9, '1'), by(11, '2'), by(13, '1')], [throttled]));
  expect(told).toEqual([expect.stringMatching(/mixed, at last aws:eu-west-1 tier 1 in 3.2 s/)]);
});

test('what was asked before a moment and answered after it says nothing of either side, however slow the machine', () => {
  const restored = { event: 'restore frontier', atSeconds: 20 };
  const records = [by(9, '1'), by(9.9, '2'), by(11, '2'), by(19.9, '1'), by(21, '1')];
  const [first, second] = changesOf(records, [throttled, restored]).map(({ clients }) => clients[0]);
  expect(first).toMatchObject({ before: 'aws:eu-west-1 tier 1', after: 'aws:eu-west-1 tier 2', seconds: 1.2 });
  expect(first.answered).toEqual({ 'aws:eu-west-1 tier 2': 1 });
  expect(second).toMatchObject({ before: 'aws:eu-west-1 tier 2', after: 'aws:eu-west-1 tier 1' });
});
