/** A row of a table as DynamoDB's API has it: `{ id: { S: 'job_…' }, version: { N: '1' } }`. */
export type Item = Readonly<Record<string, Attribute>>;
export type Attribute = Readonly<Record<string, unknown>>;

/** Two attributes of an item: where it lies, and its place there. */
export interface Keys {
  readonly partition: string;
  readonly sort: string;
}

/** What is asked of a partition: all of it, or what lies within bounds of the sort key. */
export interface Asked {
  readonly partition: string;
  readonly within: (sort: string) => boolean;
  readonly forward: boolean;
  readonly limit: number;
}

/** The text of a key attribute; tables of texts are all that is rehearsed. */
export function textOf(item: Item, name: string): string | undefined {
  const text = item[name]?.S;
  return typeof text === 'string' ? text : undefined;
}
