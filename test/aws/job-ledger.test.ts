import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { JobConsistency, JobLedger } from '../../lib/aws/job-ledger';
import { foreignStack, only } from './fleets';

function ledger(regions: string[], region = regions[0], consistency?: JobConsistency) {
  const stack = foreignStack(region);
  const { isStrong } = new JobLedger(stack, 'Jobs', { regions, tableName: 'jobs', consistency });
  return { isStrong, stack, table: only(Template.fromStack(stack), 'AWS::DynamoDB::GlobalTable') };
}

const STRONG = ['eu-west-1', 'eu-west-2', 'eu-central-1'];
const WITNESSED = ['eu-west-1', 'eu-central-1'];
const EVENTUAL = ['us-east-1', 'eu-west-1'];

interface Replica {
  readonly Region: string;
  readonly DeletionProtectionEnabled: boolean;
  readonly PointInTimeRecoverySpecification: { readonly PointInTimeRecoveryEnabled: boolean };
}

test.each([[STRONG], [WITNESSED], [EVENTUAL], [['eu-west-1']]])('has a replica in each of %j', (regions) => {
  const { Replicas } = ledger(regions).table.Properties;
  expect(Replicas.map(({ Region }: Replica) => Region).sort()).toEqual([...regions].sort());
});

test.each([
  ['three of one set', STRONG, 'STRONG', undefined],
  ['two and a witness', WITNESSED, 'STRONG', [{ Region: 'eu-west-2' }]],
  ['two continents', EVENTUAL, undefined, undefined],
])('is as consistent as its Regions can be: %s', (_, regions, consistency, witnesses) => {
  const { table, isStrong } = ledger(regions);
  const { MultiRegionConsistency, GlobalTableWitnesses } = table.Properties;
  expect([MultiRegionConsistency, GlobalTableWitnesses]).toEqual([consistency, witnesses]);
  expect(isStrong).toBe(consistency === 'STRONG');
});

test.each([[STRONG], [WITNESSED]])('strong (%j): nothing that such a table cannot have', (regions) => {
  const { TimeToLiveSpecification, LocalSecondaryIndexes } = ledger(regions).table.Properties;
  expect([TimeToLiveSpecification, LocalSecondaryIndexes]).toEqual([undefined, undefined]);
});

test.each([[EVENTUAL], [['eu-west-1']]])('%j: what has expired goes by itself', (regions) => {
  const { TimeToLiveSpecification } = ledger(regions).table.Properties;
  expect(TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
});

test('outlives its stack, refuses to be deleted, and can be restored', () => {
  const { table } = ledger(STRONG);
  expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  for (const replica of table.Properties.Replicas as Replica[]) {
    expect(replica.DeletionProtectionEnabled).toBe(true);
    expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  }
});

test('is listed by an index that holds its keys alone', () => {
  const { GlobalSecondaryIndexes } = ledger(STRONG).table.Properties;
  expect(GlobalSecondaryIndexes).toEqual([
    expect.objectContaining({ IndexName: 'lanes', Projection: { ProjectionType: 'KEYS_ONLY' } }),
  ]);
});

test.each([
  [EVENTUAL, 'a Region hears about 1 s later'],
  [['eu-west-1'], 'in eu-west-1 alone'],
])('%j: says aloud what is not promised', (regions, text) => {
  Annotations.fromStack(ledger(regions).stack).hasWarning('*', Match.stringLikeRegexp(text));
});

test.each([[STRONG], [WITNESSED]])('%j: has nothing to say', (regions) => {
  Annotations.fromStack(ledger(regions).stack).hasNoWarning('*', Match.anyValue());
});

test.each([
  [STRONG, 'neither its consistency nor these Regions can ever be changed'],
  [WITNESSED, 'with a witness in eu-west-2'],
  [EVENTUAL, 'can never become strongly consistent'],
  [['eu-west-1'], 'eventually consistent with other Regions, and never strongly'],
])('%j: says what can never be changed once it is deployed', (regions, text) => {
  Annotations.fromStack(ledger(regions).stack).hasInfo('*', Match.stringLikeRegexp(text));
});

test('is eventual where that is asked for, though its Regions would allow more', () => {
  const { table, isStrong } = ledger(STRONG, STRONG[0], JobConsistency.EVENTUAL);
  expect([table.Properties.MultiRegionConsistency, isStrong]).toEqual([undefined, false]);
  expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
});

test.each([[EVENTUAL], [['eu-west-1']]])('%j: cannot be strong, and who asks for it is refused', (regions) => {
  expect(() => ledger(regions, regions[0], JobConsistency.STRONG)).toThrow('ledger-cannot-be-strong');
});

test('a stack elsewhere, or nowhere yet, is refused', () => {
  expect(() => ledger(STRONG, 'us-east-1')).toThrow('ledger-outside-its-regions');
  const nowhere = new Stack(new App(), 'Nowhere');
  expect(() => new JobLedger(nowhere, 'Jobs', { regions: STRONG })).toThrow('ledger-outside-its-regions');
});
