import type { Consistency, JobsConfig } from '../../../lib/contract/job';
import { awsServices } from '../../../lib/gateway/jobs/aws/services';

// One Region's DynamoDB is down; the others answer with their own names.
jest.mock('../../../lib/gateway/jobs/aws/dynamo-ledger', () => ({
  dynamoLedger: (_table: string, region: string) => ({
    read: async () => {
      if (region === 'eu-central-1') throw new Error('down');
      return [{ id: region }];
    },
  }),
}));

const cells = [
  { id: 'aws:eu-central-1', url: '', bucket: 'a' },
  { id: 'aws:eu-west-1', url: '', bucket: 'b' },
  { id: 'aws:eu-north-1', url: '', bucket: 'c', ledgerRegion: 'eu-central-1' },
] as const;

function readIn(cell: 'aws:eu-central-1' | 'aws:eu-west-1' | 'aws:eu-north-1', aws: Consistency) {
  const config = { cells, consistency: { aws, google: 'strong' } } as unknown as JobsConfig;
  const places = { ledger: 'jobs', queue: 'queue', deadLetters: 'dead' };
  return awsServices({ cell, region: cell.slice(4), config, ...places } as Parameters<
    typeof awsServices
  >[0]).ledger.read('x');
}

test('a cell without a door of its own to one table takes whichever opens', async () => {
  expect(await readIn('aws:eu-north-1', 'strong')).toEqual([{ id: 'eu-west-1' }]);
});

test('another copy of an eventual table is no other door: conditions would be judged by what has not arrived', async () => {
  await expect(readIn('aws:eu-north-1', 'eventual')).rejects.toThrow('down');
});

test('a cell with a door of its own keeps to it: while that is shut, others take its jobs over', async () => {
  await expect(readIn('aws:eu-central-1', 'strong')).rejects.toThrow('down');
  expect(await readIn('aws:eu-west-1', 'strong')).toEqual([{ id: 'eu-west-1' }]);
});
