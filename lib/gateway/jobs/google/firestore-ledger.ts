import { FIRESTORE_LEDGER } from '../../../contract/job';
import type { Clock } from '../../clock';
import { type GoogleApi, GoogleRefusal } from '../../platform/google/google-api';
import type { Ledger, ListOptions } from '../ledger';
import { type Document, documentId, type Fields, fieldsOf, listedRowOf, rowOf, type Value } from './documents';
import { type Left, persistent, timeOf } from './persistent';

/** What one operation may take in all. A database of several regions asks a majority of them. */
const TIMEOUT_MILLISECONDS = 3000;

/** What a write is judged by before it is made: that there is no such document, or that it is still the one that was read. */
type Condition = { readonly exists: false } | { readonly updateTime: string };

const { collection } = FIRESTORE_LEDGER;
const from = [{ collectionId: collection }];
const KEYS = ['lane', 'mark', 'id', 'facet'];

/**
 * A database of Firestore in Native mode, through its REST interface. Each row is one document, and each write one
 * commit with a precondition, so that nothing needs a transaction. Documents and lists are read as they stand now, from
 * wherever they are asked for.
 *
 * @param database `projects/P/databases/D`
 * @see https://docs.cloud.google.com/firestore/native/docs/understand-reads-writes-scale
 */
export function firestoreLedger(api: GoogleApi, database: string, clock: Clock): Ledger {
  const documents = `${database}/documents`;
  const nameOf = (id: string, facet: string) => `${documents}/${collection}/${documentId(id, facet)}`;
  const withinTime = () => timeOf(TIMEOUT_MILLISECONDS, clock);

  async function ask(method: 'batchGet' | 'commit' | 'runQuery', body: object, left: Left): Promise<unknown> {
    const call = { method: 'POST', path: `/v1/${documents}:${method}`, body: JSON.stringify(body) } as const;
    return JSON.parse(await persistent(api, call, left, clock));
  }

  /** False where the write was refused as `outdone` says. */
  async function commit(write: object, left: Left, outdone: readonly string[] = []): Promise<boolean> {
    try {
      await ask('commit', { writes: [write] }, left);
      return true;
    } catch (error) {
      if (error instanceof GoogleRefusal && outdone.includes(error.name)) return false;
      throw error;
    }
  }

  function put(name: string, fields: Fields, currentDocument: Condition, left: Left, outdone: readonly string[]) {
    return commit({ update: { name, fields }, currentDocument }, left, outdone);
  }

  async function query(structuredQuery: object): Promise<readonly Document[]> {
    const found = (await ask('runQuery', { structuredQuery }, withinTime())) as { document?: Document }[];
    return found.flatMap(({ document }) => document ?? []);
  }

  return {
    read: async (id) => (await query({ from, where: compared('id', 'EQUAL', id) })).map(rowOf),
    insert: (row) => put(nameOf(row.id, row.facet), fieldsOf(row), { exists: false }, withinTime(), ['ALREADY_EXISTS']),
    replace: async (row) => {
      const left = withinTime();
      const name = nameOf(row.id, row.facet);
      const asked = { documents: [name], mask: { fieldPaths: ['version'] } };
      const [{ found }] = (await ask('batchGet', asked, left)) as { found?: Document }[];
      if (found === undefined || versionOf(found) !== row.version - 1) return false;
      // What was removed meanwhile is not found.
      return put(name, fieldsOf(row), { updateTime: found.updateTime }, left, ['FAILED_PRECONDITION', 'NOT_FOUND']);
    },
    remove: async (id, facet) => void (await commit({ delete: nameOf(id, facet) }, withinTime())),
    list: async (lane, options) => {
      const found = await query({
        from,
        select: { fields: KEYS.map((fieldPath) => ({ fieldPath })) },
        where: { compositeFilter: { op: 'AND', filters: within(lane, options) } },
        orderBy: [{ field: { fieldPath: 'mark' }, direction: options.newestFirst ? 'DESCENDING' : 'ASCENDING' }],
        limit: options.limit,
      });
      return found.map(listedRowOf);
    },
  };
}

function versionOf({ fields }: Document): number {
  return Number((fields.version as Extract<Value, { integerValue: string }>).integerValue);
}

function compared(fieldPath: string, op: 'EQUAL' | 'LESS_THAN' | 'GREATER_THAN', stringValue: string) {
  return { fieldFilter: { field: { fieldPath }, op, value: { stringValue } } };
}

function within(lane: string, { before, after }: ListOptions) {
  return [
    compared('lane', 'EQUAL', lane),
    ...(before === undefined ? [] : [compared('mark', 'LESS_THAN', before)]),
    ...(after === undefined ? [] : [compared('mark', 'GREATER_THAN', after)]),
  ];
}
