import { found } from '../ask';
import type { Reader } from './reader';

export const globalTable: Reader = {
  async read(ask, TableName, { Replicas }) {
    const answer = await found(ask('dynamodb', 'DescribeTable', { TableName }));
    if (answer === undefined) return undefined;
    const { Table } = answer;
    const backups = await ask('dynamodb', 'DescribeContinuousBackups', { TableName });
    const recovery = backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus;
    const here = {
      DeletionProtectionEnabled: Table.DeletionProtectionEnabled,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: recovery === 'ENABLED' },
      GlobalSecondaryIndexes: Table.GlobalSecondaryIndexes,
    };
    return {
      ...Table,
      BillingMode: Table.BillingModeSummary?.BillingMode,
      SSESpecification: { SSEEnabled: Table.SSEDescription?.Status === 'ENABLED' },
      // Of the one Region that has a table: what is said of the others is not seen.
      Replicas: Replicas.map((one: { Region: string }) => ({ ...here, Region: one.Region })),
    };
  },
  attributes: (_ask, name, _declared, { account, region }) => ({
    Arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  }),
  unseen: {
    MultiRegionConsistency: 'moto has no replicas: one table, in the Region of its stack',
    GlobalTableWitnesses: 'moto has none',
  },
};
