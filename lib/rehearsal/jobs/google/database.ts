import { GoogleRefused, notFound } from '../../stubs/google-answer';

/** A database of Firestore, as its template has it. */
export interface DatabasePlan {
  /** `projects/P/databases/D` */
  readonly name: string;
  /** A region, or a multi-region: `eur3`. */
  readonly location: string;
  /** The fields that are in no index of their own: `rows.body`. */
  readonly unindexed: ReadonlySet<string>;
  /** The composite ones: `rows: lane ASCENDING, mark DESCENDING`. */
  readonly indexes: ReadonlySet<string>;
}

/** Fields as Firestore's REST interface writes them: `{ id: { stringValue: 'job_…' } }`. */
export type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Document {
  /** `projects/P/databases/D/documents/rows/…` */
  readonly name: string;
  readonly fields: Fields;
  readonly updateTime: string;
}

/** What a write finds there, or is refused. */
export type Precondition = { readonly exists: boolean } | { readonly updateTime: string };

export interface Bound {
  readonly field: string;
  readonly op: 'EQUAL' | 'LESS_THAN' | 'GREATER_THAN';
  readonly text: string;
}

export interface Asked {
  readonly collection: string;
  readonly where: readonly Bound[];
  readonly order?: { readonly field: string; readonly direction: 'ASCENDING' | 'DESCENDING' };
  readonly limit: number;
}

/**
 * The documents of a database, one store wherever it is asked from: what Firestore promises of a database in Native mode.
 * Like Firestore it answers no query for which the templates make no index.
 */
export class Database {
  private readonly documents = new Map<string, Document>();
  private writes = 0;

  public constructor(
    public readonly plan: DatabasePlan,
    /** Milliseconds since the epoch, of service time. */
    private readonly epoch: () => number,
  ) {}

  public get(name: string): Document | undefined {
    return this.documents.get(name);
  }

  /** @returns when it was written */
  public write(name: string, fields: Fields | undefined, precondition: Precondition | undefined): string {
    this.judge(name, precondition);
    const updateTime = this.nextTime();
    if (fields === undefined) this.documents.delete(name);
    else this.documents.set(name, { name, fields, updateTime });
    return updateTime;
  }

  public query({ collection, where, order, limit }: Asked): readonly Document[] {
    this.needIndex({ collection, where, order });
    const prefix = `${this.plan.name}/documents/${collection}/`;
    const found = [...this.documents.values()].filter(
      ({ name, fields }) =>
        name.startsWith(prefix) &&
        !name.slice(prefix.length).includes('/') &&
        where.every((bound) => isWithin(textOf(fields, bound.field), bound)) &&
        (order === undefined || textOf(fields, order.field) !== undefined),
    );
    const key = (one: Document) => [order === undefined ? '' : textOf(one.fields, order.field)!, one.name];
    found.sort((a, b) => compared(key(a), key(b)));
    return (order?.direction === 'DESCENDING' ? found.reverse() : found).slice(0, limit);
  }

  private judge(name: string, precondition: Precondition | undefined): void {
    if (precondition === undefined) return;
    const stands = this.documents.get(name);
    if ('exists' in precondition) {
      if (precondition.exists && stands === undefined) throw notFound(`no document ${name}`);
      if (!precondition.exists && stands !== undefined) throw new GoogleRefused(409, 'ALREADY_EXISTS');
    } else if (stands === undefined) {
      throw notFound(`no document ${name}`);
    } else if (stands.updateTime !== precondition.updateTime) {
      throw new GoogleRefused(400, 'FAILED_PRECONDITION', 'it was written meanwhile');
    }
  }

  private needIndex({ collection, where, order }: Omit<Asked, 'limit'>): void {
    const { unindexed, indexes } = this.plan;
    const equal = where.filter(({ op }) => op === 'EQUAL').map(({ field }) => field);
    const ordered = order?.field ?? where.find(({ op }) => op !== 'EQUAL')?.field;
    const fields = [
      ...equal.map((field) => `${field} ASCENDING`),
      ...(ordered === undefined ? [] : [`${ordered} ${order?.direction ?? 'ASCENDING'}`]),
    ];
    const single = [...equal, ...(ordered === undefined ? [] : [ordered])];
    const isThere =
      single.length === 1
        ? !unindexed.has(`${collection}.${single[0]}`)
        : indexes.has(`${collection}: ${fields.join(', ')}`);
    if (!isThere) throw new GoogleRefused(400, 'FAILED_PRECONDITION', `the query needs an index: ${fields.join(', ')}`);
  }

  /** No two are the same: a write is known by its time, which Firestore counts in microseconds. */
  private nextTime(): string {
    this.writes += 1;
    const microseconds = String(this.writes % 1_000_000).padStart(6, '0');
    return new Date(this.epoch()).toISOString().replace(/\.\d+Z$/, `.${microseconds}Z`);
  }
}

function isWithin(text: string | undefined, { op, text: bound }: Bound): boolean {
  if (text === undefined) return false;
  if (op === 'EQUAL') return text === bound;
  return op === 'LESS_THAN' ? text < bound : text > bound;
}

function compared(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((text, index) => text !== other[index]);
  return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
}

/** Texts alone are compared here. */
function textOf(fields: Fields, field: string): string | undefined {
  const text = fields[field]?.stringValue;
  return typeof text === 'string' ? text : undefined;
}
