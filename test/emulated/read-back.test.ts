import type { Ask } from './ask';
import type { Resource } from './assembly';
import { readBack, staleUnseen } from './read-back';
import type { Reader } from './readers/reader';

const QUEUE = 'AWS::SQS::Queue';
const place = { name: 'S', path: 'S', account: '1', region: 'r', templateFile: 'S.template.json' };
const stackOf = (resources: Record<string, Resource>) => ({ ...place, resources });

/** A stack whose resources have the given ids, and services that know the given things. */
function readingOf(ids: Record<string, string>, known: Record<string, object>, unseen?: Record<string, string>) {
  const summaries = Object.entries(ids).map(([LogicalResourceId, PhysicalResourceId]) => ({
    LogicalResourceId,
    PhysicalResourceId,
  }));
  const ask: Ask = async () => ({ StackResourceSummaries: summaries });
  const reader: Reader = {
    read: async (_ask, id) => known[id],
    attributes: (_ask, id) => ({ Arn: `arn:${id}` }),
    unseen,
  };
  return (resources: Record<string, Resource>, notEmulated = {}) =>
    readBack(stackOf(resources), ask, { [QUEUE]: reader }, notEmulated);
}

const dead = { Type: QUEUE, Properties: { QueueName: 'd' } };
const queue = { Type: QUEUE, Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['D', 'Arn'] } } } };
const known = { d: { QueueName: 'd' }, q: { RedrivePolicy: { deadLetterTargetArn: 'arn:d' } } };

test('what its service knows as declared holds, references resolved', async () => {
  const { held, compared, problems } = await readingOf({ D: 'd', Q: 'q' }, known)({ D: dead, Q: queue });
  expect({ held, compared, problems }).toEqual({ held: 2, compared: 2, problems: [] });
});

test.each<[code: string, ids: Record<string, string>, known: Record<string, object>]>([
  ['differs: RedrivePolicy', { D: 'd', Q: 'q' }, { ...known, q: {} }],
  [
    'differs: RedrivePolicy.deadLetterTargetArn',
    { D: 'd', Q: 'q' },
    { ...known, q: { RedrivePolicy: { deadLetterTargetArn: 'arn:x' } } },
  ],
  ['not-there: its service', { D: 'd', Q: 'q' }, { d: known.d }],
  ['not-there: the stack', { D: 'd' }, known],
])('%s', async (code, ids, services) => {
  const { problems } = await readingOf(ids, services)({ D: dead, Q: queue });
  expect(problems).toEqual([expect.stringContaining(code)]);
});

test('a type outside the ledger fails, one in it is counted, one in it that is emulated after all fails', async () => {
  const table = { T: { Type: 'AWS::DynamoDB::GlobalTable' } };
  const ledger = { 'AWS::DynamoDB::GlobalTable': 'moto has none' };
  expect((await readingOf({ T: 't' }, {})(table)).problems).toEqual([expect.stringContaining('outside-the-ledger')]);
  expect((await readingOf({}, {})(table)).problems).toHaveLength(2);
  expect(await readingOf({}, {})(table, ledger)).toMatchObject({
    problems: [],
    notEmulated: { 'AWS::DynamoDB::GlobalTable': 1 },
  });
  expect((await readingOf({ T: 't' }, {})(table, ledger)).problems).toEqual([expect.stringContaining('ledger-stale')]);
});

test('what is called unseen is not compared, and is stale where it is seen', async () => {
  const unseen = { RedrivePolicy: 'the emulator drops it' };
  const reader = { [QUEUE]: { read: async () => ({}), unseen } };
  const stack = stackOf({ D: dead, Q: queue });
  const dropped = await readingOf({ D: 'd', Q: 'q' }, { ...known, q: {} }, unseen)(stack.resources);
  expect(dropped.problems).toEqual([]);
  expect(staleUnseen([stack], dropped.unseenMet, reader)).toEqual([]);
  const carried = await readingOf({ D: 'd', Q: 'q' }, known, unseen)(stack.resources);
  expect(staleUnseen([stack], carried.unseenMet, reader)).toEqual([expect.stringContaining(`${QUEUE}.RedrivePolicy`)]);
});
