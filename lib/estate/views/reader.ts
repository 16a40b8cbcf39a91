import type { EstateNode } from '../estate';
import { Reference, Unknown, type Value, type ValueObject } from '../value';

/**
 * Reads an object of a node's properties by type. What is absent is undefined; what is there but cannot be read as the
 * type asked for is an Unknown that says why.
 */
export class Reader {
  private constructor(
    private readonly node: EstateNode,
    public readonly object: ValueObject,
    private readonly path: string,
  ) {}

  public static of(node: EstateNode): Reader {
    return new Reader(node, node.properties, pathOf(node));
  }

  public value(key: string): Value | undefined {
    return Object.hasOwn(this.object, key) ? this.object[key] : undefined;
  }

  public text(key: string): string | Unknown | undefined {
    return this.read(key, 'a text', (value) => {
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return typeof value === 'string' ? value : undefined;
    });
  }

  /** CloudFormation takes `"30"` for 30. */
  public number(key: string): number | Unknown | undefined {
    return this.read(key, 'a number', (value) => {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    });
  }

  /** CloudFormation takes `"true"` for true. */
  public flag(key: string): boolean | Unknown | undefined {
    return this.read(key, 'true or false', (value) => {
      if (value === true || value === 'true') return true;
      return value === false || value === 'false' ? false : undefined;
    });
  }

  public list(key: string): readonly Value[] | Unknown | undefined {
    return this.read(key, 'a list', (value) => (isList(value) ? value : undefined));
  }

  /** A member that is an object. */
  public section(key: string): Reader | Unknown | undefined {
    return this.read(key, 'an object', (value) =>
      isValueObject(value) ? new Reader(this.node, value, `${this.path}.${key}`) : undefined,
    );
  }

  /** A member that is an object, or a text of JSON that holds one. */
  public document(key: string): Reader | Unknown | undefined {
    const value = this.value(key);
    if (typeof value !== 'string') return this.section(key);
    const parsed = parsedObject(value);
    return parsed === undefined
      ? this.unknown(key, 'it is no JSON object')
      : new Reader(this.node, parsed, `${this.path}.${key}`);
  }

  /** The members of a list that are objects, each with its own reader. */
  public objects(key: string): readonly (Reader | Unknown)[] | Unknown | undefined {
    const list = this.list(key);
    if (list === undefined || list instanceof Unknown) return list;
    return list.map((item, index) => {
      const path = `${this.path}.${key}.${index}`;
      if (isValueObject(item)) return new Reader(this.node, item, path);
      return item instanceof Unknown ? item : this.unknownAt(path, `expected an object, found ${describe(item)}`, item);
    });
  }

  /** Terraform's nested blocks of one name: a list, or without it the only one. */
  public blocks(key: string): readonly (Reader | Unknown)[] | Unknown {
    const value = this.value(key);
    if (value === undefined || value === null) return [];
    const only = isValueObject(value) ? this.section(key) : undefined;
    return only === undefined ? (this.objects(key) ?? []) : [only];
  }

  /** A nested block of which Terraform takes at most one. */
  public block(key: string): Reader | Unknown | undefined {
    const blocks = this.blocks(key);
    if (blocks instanceof Unknown || blocks.length <= 1) return blocks instanceof Unknown ? blocks : blocks[0];
    return this.unknown(key, `expected one block, found ${blocks.length}`);
  }

  /** The texts of a list. */
  public texts(key: string): readonly (string | Unknown)[] | Unknown | undefined {
    const list = this.list(key);
    if (list === undefined || list instanceof Unknown) return list;
    return list.map((item, index) => this.textItem(key, item, index));
  }

  /** A text, or a reference to a resource whose name is known only after deployment. */
  public link(key: string): Reference | string | Unknown | undefined {
    const value = this.value(key);
    return value instanceof Reference ? value : this.text(key);
  }

  public links(key: string): readonly (Reference | string | Unknown)[] | Unknown | undefined {
    const list = this.list(key);
    if (list === undefined || list instanceof Unknown) return list;
    return list.map((item, index) => (item instanceof Reference ? item : this.textItem(key, item, index)));
  }

  public unknown(key: string, reason: string): Unknown {
    return this.unknownAt(`${this.path}.${key}`, reason, undefined);
  }

  private textItem(key: string, item: Value, index: number): string | Unknown {
    if (typeof item === 'string' || item instanceof Unknown) return item;
    return this.unknownAt(`${this.path}.${key}.${index}`, `expected a text, found ${describe(item)}`, item);
  }

  private read<T>(key: string, expected: string, as: (value: Value) => T | undefined): T | Unknown | undefined {
    const value = this.value(key);
    if (value === undefined || value instanceof Unknown) return value;
    const read = as(value);
    if (read !== undefined) return read;
    const reason =
      value instanceof Reference ? 'known only after deployment' : `expected ${expected}, found ${describe(value)}`;
    return this.unknownAt(`${this.path}.${key}`, reason, value);
  }

  private unknownAt(path: string, reason: string, value: Value | undefined): Unknown {
    return new Unknown(reason, { file: this.node.stack.file, path }, value instanceof Reference ? [value] : []);
  }
}

function pathOf({ stack, type, logicalId }: EstateNode): string {
  if (stack.language === 'cloudformation') return `Resources.${logicalId}.Properties`;
  return type.startsWith('data.') ? `${type}.${logicalId}` : `resource.${type}.${logicalId}`;
}

/** JSON has nothing that a value could not be. */
function parsedObject(text: string): ValueObject | undefined {
  try {
    const value: Value = JSON.parse(text);
    return isValueObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isValueObject(value: Value): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Reference) &&
    !(value instanceof Unknown)
  );
}

function describe(value: Value): string {
  if (isList(value)) return 'a list';
  if (value instanceof Reference) return `${value.attribute} of ${value.nodeId}`;
  return typeof value === 'object' ? (value === null ? 'null' : 'an object') : JSON.stringify(value);
}
