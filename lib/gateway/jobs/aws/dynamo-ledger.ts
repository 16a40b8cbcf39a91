import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LEDGER_INDEX } from '../../../contract/job';
import { lazy } from '../../lazy';
import type { Identity } from '../../platform/aws/web-identity';
import type { Ledger, ListedRow, ListOptions, Row } from '../ledger';

/** How long one call may take, and how often it is made. A strong write crosses Regions. */
const TIMEOUT_MILLISECONDS = 3000;
const ATTEMPTS = 2;

type Item = Record<string, AttributeValue>;
type Sdk = typeof import('@aws-sdk/client-dynamodb') & { readonly client: DynamoDBClient };

/**
 * A table of DynamoDB as it is reached in one Region. The SDK is loaded with the first call.
 *
 * Rows are read consistently: in a strong table that is what any Region has written. Lists are an index, which lags.
 * Nothing here is a transaction, which a strong table does not have.
 * @param credentials whom the cell acts as; by default itself
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function dynamoLedger(table: string, region: string, credentials?: Identity): Ledger {
  const sdk = lazy(() => loadSdk(region, credentials));
  const withinTime = () => ({ abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });

  async function put(row: Row, condition: string, values?: Item): Promise<boolean> {
    const { client, PutItemCommand } = await sdk();
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: itemOf(row),
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
        withinTime(),
      );
      return true;
    } catch (error) {
      // Of a strong table: two Regions wrote the row at once, and the other one was first.
      const isOutdone = ['ConditionalCheckFailedException', 'ReplicatedWriteConflictException'];
      if (isOutdone.includes((error as Error).name)) return false;
      throw error;
    }
  }

  return {
    read: async (id) => {
      const { client, QueryCommand } = await sdk();
      const rows: Row[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'id = :id',
            ExpressionAttributeValues: { ':id': { S: id } },
            ConsistentRead: true,
            ExclusiveStartKey,
          }),
          withinTime(),
        );
        rows.push(...Items.map(rowOf));
        ExclusiveStartKey = LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return rows;
    },
    insert: (row) => put(row, 'attribute_not_exists(id)'),
    replace: (row) => put(row, 'version = :before', { ':before': { N: String(row.version - 1) } }),
    remove: async (id, facet) => {
      const { client, DeleteItemCommand } = await sdk();
      await client.send(
        new DeleteItemCommand({ TableName: table, Key: { id: { S: id }, facet: { S: facet } } }),
        withinTime(),
      );
    },
    list: async (lane, options) => {
      const { client, QueryCommand } = await sdk();
      const { condition, values } = between(options);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: LEDGER_INDEX,
          KeyConditionExpression: `lane = :lane${condition}`,
          ExpressionAttributeValues: { ':lane': { S: lane }, ...values },
          ScanIndexForward: options.newestFirst !== true,
          Limit: options.limit,
        }),
        withinTime(),
      );
      return Items.map((item): ListedRow => ({ lane, mark: item.mark.S!, id: item.id.S!, facet: item.facet.S! }));
    },
  };
}

async function loadSdk(region: string, credentials: Identity | undefined): Promise<Sdk> {
  const dynamo = await import('@aws-sdk/client-dynamodb');
  return { ...dynamo, client: new dynamo.DynamoDBClient({ region, credentials, maxAttempts: ATTEMPTS }) };
}

function itemOf({ id, facet, version, body, listed, expiresAt }: Row): Item {
  return {
    id: { S: id },
    facet: { S: facet },
    version: { N: String(version) },
    body: { S: JSON.stringify(body) },
    expiresAt: { N: String(expiresAt) },
    ...(listed && { lane: { S: listed.lane }, mark: { S: listed.mark } }),
  };
}

function rowOf(item: Item): Row {
  return {
    id: item.id.S!,
    facet: item.facet.S!,
    version: Number(item.version.N),
    body: JSON.parse(item.body.S!) as object,
    ...(item.lane && { listed: { lane: item.lane.S!, mark: item.mark.S! } }),
    expiresAt: Number(item.expiresAt.N),
  };
}

/** A key condition has one comparison of the sort key, or a range whose ends belong to it: those are left out by a hair. */
function between({ before, after }: ListOptions): { condition: string; values: Item } {
  if (before === undefined && after === undefined) return { condition: '', values: {} };
  if (before === undefined) return { condition: ' AND mark > :after', values: { ':after': { S: after! } } };
  if (after === undefined) return { condition: ' AND mark < :before', values: { ':before': { S: before } } };
  return {
    condition: ' AND mark BETWEEN :after AND :before',
    values: { ':after': { S: `${after}\u0000` }, ':before': { S: justBelow(before) } },
  };
}

/** The greatest text below this one, among those of its length and more that anybody writes. */
function justBelow(text: string): string {
  const last = text.codePointAt(text.length - 1)!;
  return `${text.slice(0, -1)}${String.fromCodePoint(last - 1)}\uffff`;
}
