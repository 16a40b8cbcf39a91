import type { ServerResponse } from 'node:http';
import type { Asked, Bound, Database, Document, Fields, Precondition } from '../jobs/google/database';
import { GoogleRefused, invalidArgument, json } from './google-answer';

interface Write {
  readonly update?: { readonly name: string; readonly fields: Fields };
  readonly delete?: string;
  readonly currentDocument?: Precondition;
}

interface FieldFilter {
  readonly field: { readonly fieldPath: string };
  readonly op: string;
  readonly value: { readonly stringValue?: string };
}

interface Filter {
  readonly fieldFilter?: FieldFilter;
  readonly compositeFilter?: { readonly op: string; readonly filters: readonly Filter[] };
}

interface StructuredQuery {
  readonly from: readonly { readonly collectionId: string }[];
  readonly select?: { readonly fields: readonly { readonly fieldPath: string }[] };
  readonly where?: Filter;
  readonly orderBy?: readonly { readonly field: { readonly fieldPath: string }; readonly direction?: string }[];
  readonly limit?: number;
}

/**
 * Firestore's REST interface, as far as the ledger of the jobs asks it: documents by their names, one write a commit with
 * its precondition, and a query of one collection by texts. What it does not know it refuses.
 * @see https://docs.cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents
 */
export function answerFirestore(database: Database, method: string, body: Buffer, response: ServerResponse): void {
  const asked = JSON.parse(body.toString()) as object;
  if (method === 'commit') json(response, commit(database, asked));
  else if (method === 'batchGet') json(response, batchGet(database, asked));
  else if (method === 'runQuery') json(response, runQuery(database, asked));
  else throw new GoogleRefused(501, 'UNIMPLEMENTED', `${method} is not known here`);
}

function commit(database: Database, { writes = [] }: { writes?: readonly Write[] }): object {
  const [write, ...more] = writes;
  if (write === undefined || more.length > 0) throw invalidArgument('a commit has one write here');
  const name = write.update?.name ?? write.delete;
  if (!name?.startsWith(`${database.plan.name}/documents/`)) throw invalidArgument(`no document of it: ${name}`);
  const updateTime = database.write(name, write.update?.fields, write.currentDocument);
  return { writeResults: [{ updateTime }], commitTime: updateTime };
}

interface BatchGet {
  readonly documents?: readonly string[];
  readonly mask?: { readonly fieldPaths: readonly string[] };
}

function batchGet(database: Database, { documents = [], mask }: BatchGet): object {
  return documents.map((name) => {
    const found = database.get(name);
    return found === undefined ? { missing: name } : { found: masked(found, mask?.fieldPaths) };
  });
}

function runQuery(database: Database, { structuredQuery }: { structuredQuery?: StructuredQuery }): object {
  if (structuredQuery === undefined) throw invalidArgument('no query');
  const fields = structuredQuery.select?.fields.map(({ fieldPath }) => fieldPath);
  const found = database.query(askedOf(structuredQuery));
  // Where nothing is found it says so, in one answer without a document.
  return found.length === 0 ? [{}] : found.map((document) => ({ document: masked(document, fields) }));
}

function askedOf({ from, where, orderBy = [], limit = Number.POSITIVE_INFINITY }: StructuredQuery): Asked {
  const [order, ...more] = orderBy;
  if (from.length !== 1 || more.length > 0) throw invalidArgument('a query has one collection and one order here');
  const direction = order?.direction === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
  return {
    collection: from[0].collectionId,
    where: where === undefined ? [] : boundsOf(where),
    ...(order && { order: { field: order.field.fieldPath, direction } }),
    limit,
  };
}

const OPERATORS: readonly string[] = ['EQUAL', 'LESS_THAN', 'GREATER_THAN'] satisfies readonly Bound['op'][];

function boundsOf({ fieldFilter, compositeFilter }: Filter): readonly Bound[] {
  if (compositeFilter?.op === 'AND') return compositeFilter.filters.flatMap(boundsOf);
  const text = fieldFilter?.value.stringValue;
  if (fieldFilter === undefined || text === undefined || !OPERATORS.includes(fieldFilter.op)) {
    throw invalidArgument(`${JSON.stringify(fieldFilter ?? compositeFilter)} is not known here`);
  }
  return [{ field: fieldFilter.field.fieldPath, op: fieldFilter.op as Bound['op'], text }];
}

function masked(document: Document, paths: readonly string[] | undefined): Document {
  if (paths === undefined) return document;
  return {
    ...document,
    fields: Object.fromEntries(Object.entries(document.fields).filter(([name]) => paths.includes(name))),
  };
}
