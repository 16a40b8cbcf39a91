import { FIRESTORE_LEDGER } from '../../../lib/contract/job';
import { systemClock } from '../../../lib/gateway/clock';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import type { Ledger, Row } from '../../../lib/gateway/jobs/ledger';
import { ScriptedGoogle } from './support/scripted-google';

/** What Firestore is asked, and what its answers are taken for; test/emulated/jobs has the whole suite over an emulator. */
const DOCUMENTS = 'projects/acme-ai/databases/jobs/documents';
const NAME = `${DOCUMENTS}/rows/job_x|progress|google|`;
const READ_AT = '2026-01-01T00:00:00.123456Z';
const ROW: Row = {
  id: 'job_x',
  facet: 'progress/google',
  version: 2,
  body: { attempts: 1 },
  listed: { lane: 'open/google:europe-west4/0', mark: '1' },
  expiresAt: 1_800_000_000,
};
const FIELDS = {
  id: { stringValue: 'job_x' },
  facet: { stringValue: 'progress/google' },
  version: { integerValue: '2' },
  body: { stringValue: '{"attempts":1}' },
  expiresAt: { timestampValue: '2027-01-15T08:00:00.000Z' },
  lane: { stringValue: 'open/google:europe-west4/0' },
  mark: { stringValue: '1' },
};
const found = (version: number) => [
  { found: { name: NAME, fields: { version: { integerValue: String(version) } }, updateTime: READ_AT } },
];
const refuse = (code: number, status: string) => ({ refuse: code, status });

const google = new ScriptedGoogle();
let ledger: Ledger;
beforeAll(async () => {
  ledger = firestoreLedger(await google.open(), 'projects/acme-ai/databases/jobs', systemClock);
});
beforeEach(() => void google.taken());
afterAll(() => google.close());

const verbs = () => google.taken().map(({ path }) => path.slice(path.lastIndexOf(':') + 1));

test('inserts a document that must not be there', async () => {
  expect(await ledger.insert(ROW)).toBe(true);
  expect(google.taken()).toEqual([
    {
      path: `/v1/${DOCUMENTS}:commit`,
      body: { writes: [{ update: { name: NAME, fields: FIELDS }, currentDocument: { exists: false } }] },
    },
  ]);
});

test('replaces the very document that it read, of the version before', async () => {
  google.answers = [found(1)];
  expect(await ledger.replace(ROW)).toBe(true);
  expect(google.taken()).toEqual([
    { path: `/v1/${DOCUMENTS}:batchGet`, body: { documents: [NAME], mask: { fieldPaths: ['version'] } } },
    {
      path: `/v1/${DOCUMENTS}:commit`,
      body: { writes: [{ update: { name: NAME, fields: FIELDS }, currentDocument: { updateTime: READ_AT } }] },
    },
  ]);
});

test.each([
  ['another version stands there', [found(2)], ['batchGet']],
  ['nothing stands there', [[{ missing: NAME }]], ['batchGet']],
  ['somebody else was first', [found(1), refuse(400, 'FAILED_PRECONDITION')], ['batchGet', 'commit']],
  ['it was removed meanwhile', [found(1), refuse(404, 'NOT_FOUND')], ['batchGet', 'commit']],
])('replaces nothing where %s', async (_what, answers, asked) => {
  google.answers = [...answers];
  expect(await ledger.replace(ROW)).toBe(false);
  expect(verbs()).toEqual(asked);
});

test('inserts nothing where something stands, which is no failure', async () => {
  google.answers = [refuse(409, 'ALREADY_EXISTS')];
  expect(await ledger.insert(ROW)).toBe(false);
});

test.each([
  [409, 'ABORTED'],
  [503, 'UNAVAILABLE'],
  [500, 'INTERNAL'],
])('asks once more after %i %s, which is not the same as somebody else’s row', async (code, status) => {
  google.answers = [refuse(code, status)];
  expect(await ledger.insert(ROW)).toBe(true);
  expect(verbs()).toEqual(['commit', 'commit']);
  google.answers = [refuse(code, status), refuse(code, status)];
  await expect(ledger.insert(ROW)).rejects.toMatchObject({ name: status });
  expect(verbs()).toEqual(['commit', 'commit']);
});

test.each([
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [429, 'RESOURCE_EXHAUSTED'],
  [400, 'FAILED_PRECONDITION'],
])('rejects at once for %i %s: that nothing is there, or somebody else’s, is not known', async (code, status) => {
  google.answers = [refuse(code, status)];
  await expect(ledger.insert(ROW)).rejects.toMatchObject({ name: status, status: code });
  google.answers = [refuse(code, status)];
  await expect(ledger.read('job_x')).rejects.toMatchObject({ name: status });
  expect(verbs()).toEqual(['commit', 'runQuery']);
});

test('reads all rows of an id as they were written', async () => {
  google.answers = [[{ document: { name: NAME, fields: FIELDS } }, { readTime: READ_AT }]];
  expect(await ledger.read('job_x')).toEqual([ROW]);
  const { lane: _lane, mark: _mark, ...unlisted } = FIELDS;
  google.answers = [[{ document: { name: NAME, fields: unlisted } }]];
  const { listed: _listed, ...row } = ROW;
  expect(await ledger.read('job_x')).toEqual([row]);
  google.answers = [[{ document: { name: NAME, fields: { id: FIELDS.id } } }]];
  await expect(ledger.read('job_x')).rejects.toThrow('has no facet');
});

test('removes whatever stands there', async () => {
  await ledger.remove('job_x', 'progress/google');
  expect(google.taken()[0].body).toEqual({ writes: [{ delete: NAME }] });
});

test.each([{}, { newestFirst: true }])('lists a lane by an index that the database has: %j', async (order) => {
  const keys = { lane: FIELDS.lane, mark: FIELDS.mark, id: FIELDS.id, facet: FIELDS.facet };
  google.answers = [[{ document: { name: NAME, fields: keys } }]];
  const listed = await ledger.list('open/x', { before: '9', after: '1', limit: 7, ...order });
  expect(listed).toEqual([{ ...ROW.listed, id: ROW.id, facet: ROW.facet }]);
  const { structuredQuery: query } = google.taken()[0].body;
  expect(query.limit).toBe(7);
  expect(query.select.fields.map(({ fieldPath }: { fieldPath: string }) => fieldPath)).not.toContain('body');
  const filters = query.where.compositeFilter.filters.map(
    ({ fieldFilter: { field, op, value } }: Record<string, Record<string, Record<string, string>>>) =>
      `${field.fieldPath} ${op} ${value.stringValue}`,
  );
  expect(filters).toEqual(['lane EQUAL open/x', 'mark LESS_THAN 9', 'mark GREATER_THAN 1']);
  const [{ field, direction }] = query.orderBy;
  expect(FIRESTORE_LEDGER.indexes).toContainEqual([
    { fieldPath: 'lane', order: 'ASCENDING' },
    { fieldPath: field.fieldPath, order: direction },
  ]);
});

test('what is asked alone keeps its own index, and what is long has none', () => {
  expect(FIRESTORE_LEDGER.unindexed).not.toContain('id');
  expect(FIRESTORE_LEDGER.unindexed).toEqual(expect.arrayContaining(['body', FIRESTORE_LEDGER.expiry]));
});
