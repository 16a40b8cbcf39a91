import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LEDGER_INDEX } from '../../../../lib/contract/job';

export interface Emulated {
  readonly url: string;
  close(): Promise<void>;
}

/** DynamoDB on this machine, as others wrote it, with the ledger's table. One instance is one Region's. */
export async function startDynalite(table: string): Promise<Emulated> {
  const dynalite = require('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: url, region: 'eu-west-1', credentials });
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
  const keys = (hash: string, range: string) =>
    [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ] as const;
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [text('id'), text('facet'), text('lane'), text('mark')],
      KeySchema: [...keys('id', 'facet')],
      GlobalSecondaryIndexes: [
        { IndexName: LEDGER_INDEX, KeySchema: [...keys('lane', 'mark')], Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    }),
  );
  client.destroy();
  return { url, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}
