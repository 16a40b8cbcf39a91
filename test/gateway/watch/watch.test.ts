import { type AskStatus, watch } from '../../../lib/gateway/watch/watch';
import { ManualClock } from '../support/manual-clock';

const NAME = 'eu-west-1.aws.ai.example.com';

async function watched(ask: AskStatus) {
  const lines: string[] = [];
  const asked: string[] = [];
  const counted: AskStatus = (url) => {
    asked.push(url);
    return ask(url);
  };
  await watch([NAME], {
    functionName: 'watch',
    ask: counted,
    clock: new ManualClock(),
    write: (line) => lines.push(line),
  });
  expect(lines).toHaveLength(1);
  return { line: JSON.parse(lines[0]), asked };
}

test('a cell that serves is a metric of its name', async () => {
  const { line, asked } = await watched(async () => 200);
  expect(asked).toEqual([`https://${NAME}/health/serving`]);
  expect(line).toMatchObject({ NeighbourServes: 1, Name: NAME, Function: 'watch', told: 200 });
  expect(line._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: 'Understudy',
    Dimensions: [['Function', 'Name']],
    Metrics: [{ Name: 'NeighbourServes' }],
  });
});

test.each([
  ['says that it does not', 503, 2],
  ['answers something else', 404, 1],
])('one that %s does not serve', async (_, status, asks) => {
  const { line, asked } = await watched(async () => status);
  expect(line).toMatchObject({ NeighbourServes: 0, told: status });
  expect(asked).toHaveLength(asks);
});

test('one that answers nobody does not serve, and the line says why', async () => {
  const { line } = await watched(() => Promise.reject(new Error('time-out')));
  expect(line).toMatchObject({ NeighbourServes: 0, told: 'time-out' });
});

test('one answer of two is enough', async () => {
  let asked = 0;
  const { line } = await watched(async () => {
    asked += 1;
    if (asked === 1) throw new Error('reset');
    return 200;
  });
  expect(line).toMatchObject({ NeighbourServes: 1 });
});
