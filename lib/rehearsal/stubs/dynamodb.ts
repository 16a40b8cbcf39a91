import type { ServerResponse } from 'node:http';
import { type GlobalTable, NoMajority } from '../jobs/global-table';
import type { Attribute, Item } from '../jobs/item';

/** What the stand-in knows of DynamoDB's API: what the ledger of the jobs asks. */
interface Input {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly IndexName?: string;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

/** A refusal by its name in DynamoDB's API. */
class Refusal extends Error {
  public constructor(
    public readonly type: string,
    message: string,
  ) {
    super(`${message} (stub)`);
  }
}

const invalid = (message: string) => new Refusal('ValidationException', message);

/**
 * DynamoDB in one Region: PutItem with a condition on its own keys or one attribute, DeleteItem, and Query of a table or
 * an index; nothing else of the service.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
 */
export function answerDynamoDb(
  tableNamed: (name: string) => GlobalTable | undefined,
  region: string,
  target: string,
  body: string,
  response: ServerResponse,
): void {
  try {
    const input = JSON.parse(body) as Input;
    const table = tableNamed(input.TableName ?? '');
    if (!table?.isIn(region))
      throw new Refusal('ResourceNotFoundException', `no table ${input.TableName} in ${region}`);
    reply(response, 200, operate(table, region, target.replace('DynamoDB_20120810.', ''), input));
  } catch (error) {
    const isKnown = error instanceof Refusal || error instanceof RangeError;
    if (!isKnown && !(error instanceof NoMajority)) throw error;
    const type = error instanceof Refusal ? error.type : isKnown ? 'ValidationException' : 'InternalServerError';
    const __type = `com.amazonaws.dynamodb.v20120810#${type}`;
    reply(response, isKnown ? 400 : 500, { __type, message: error.message });
  }
}

function operate(table: GlobalTable, region: string, operation: string, input: Input): object {
  const values = input.ExpressionAttributeValues ?? {};
  switch (operation) {
    case 'PutItem': {
      const isPut = table.put(region, input.Item ?? {}, conditionOf(input.ConditionExpression, values));
      if (!isPut) throw new Refusal('ConditionalCheckFailedException', 'The conditional request failed');
      return {};
    }
    case 'DeleteItem':
      if (input.ConditionExpression !== undefined) throw invalid('a deletion takes no condition here');
      table.remove(region, input.Key ?? {});
      return {};
    case 'Query': {
      if (input.ExclusiveStartKey !== undefined) throw invalid('a query has one page here');
      const { ScanIndexForward: forward = true, Limit: limit = Number.POSITIVE_INFINITY } = input;
      const asked = { ...rangeOf(input, table, values), forward, limit };
      const Items = table.query(region, input.IndexName, asked);
      return { Items, Count: Items.length, ScannedCount: Items.length };
    }
    default:
      throw invalid(`${operation} is not known here`);
  }
}

/** `attribute_not_exists(id)`, or `version = :before`. */
function conditionOf(expression: string | undefined, values: Item): (stands: Item | undefined) => boolean {
  if (expression === undefined) return () => true;
  const [, missing] = /^attribute_not_exists\((\w+)\)$/.exec(expression) ?? [];
  if (missing !== undefined) return (stands) => stands?.[missing] === undefined;
  const [, name, value] = /^(\w+) = (:\w+)$/.exec(expression) ?? [];
  if (name === undefined) throw invalid(`the condition ${expression} is not known here`);
  const expected = JSON.stringify(named(values, value));
  return (stands) => JSON.stringify(stands?.[name]) === expected;
}

const COMPARISONS: Readonly<Record<string, (sort: string, bound: string) => boolean>> = {
  '=': (sort, bound) => sort === bound,
  '<': (sort, bound) => sort < bound,
  '<=': (sort, bound) => sort <= bound,
  '>': (sort, bound) => sort > bound,
  '>=': (sort, bound) => sort >= bound,
};

/** `id = :id`, `lane = :lane AND mark > :after`, `lane = :lane AND mark BETWEEN :after AND :before` */
function rangeOf({ KeyConditionExpression: expression = '', IndexName }: Input, table: GlobalTable, values: Item) {
  const keys = IndexName === undefined ? table.plan.keys : table.plan.indexes.get(IndexName);
  const parts = /^(\w+) = (:\w+)(?: AND (\w+) (?:([<>]=?|=) (:\w+)|BETWEEN (:\w+) AND (:\w+)))?$/.exec(expression);
  const [, partition, value, sort, sign, bound, from, to] = parts ?? [];
  if (partition === undefined || partition !== keys?.partition || (sort !== undefined && sort !== keys.sort)) {
    throw invalid(`the key condition ${expression} is not known here`);
  }
  const text = (name: string) => String(named(values, name).S);
  const within = (mark: string) => {
    if (sign !== undefined) return COMPARISONS[sign](mark, text(bound));
    return from === undefined || (mark >= text(from) && mark <= text(to));
  };
  return { partition: text(value), within };
}

function named(values: Item, name: string): Attribute {
  if (values[name] === undefined) throw invalid(`${name} has no value`);
  return values[name];
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}
