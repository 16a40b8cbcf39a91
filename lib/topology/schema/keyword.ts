import type { ProblemCode } from '../codes';

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

/**
 * The keywords of JSON Schema 2020-12 that this declaration uses, with their meaning there.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export interface Schema {
  readonly type?: JsonType;
  /** What the value is, in a few words: `a duration such as 20s, 2m or 1h`. */
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];

  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;

  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | false;

  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;

  /** Alternatives of distinct types. */
  readonly anyOf?: readonly Schema[];

  /** Codes of our own for mistakes that have a name; not part of the printed schema. */
  readonly codes?: { readonly type?: ProblemCode; readonly value?: ProblemCode };
}

/** The schema of one key: a shape, with what it means here. */
export function key(shape: Schema, description: string, rest: Partial<Schema> = {}): Schema {
  return { ...shape, description, ...rest };
}

/** A mapping of known keys, and no others. */
export function mapping(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  rest: Partial<Schema> = {},
): Schema {
  return { type: 'object', properties, required, additionalProperties: false, ...rest };
}

export function listOf(items: Schema, rest: Partial<Schema> = {}): Schema {
  return { type: 'array', items, minItems: 1, ...rest };
}
