import fc from 'fast-check';
import { documentId, fieldsOf, rowOf } from '../../../lib/gateway/jobs/google/documents';
import type { Row } from '../../../lib/gateway/jobs/ledger';

const text = fc.string({ unit: 'binary', maxLength: 20 });
/** What ids and facets are made of: no bar, which stands between them. */
const name = fc.stringMatching(/^[a-z0-9_.:-]{1,20}$/);
/** What Firestore refuses in a document's id. */
const refused = /\/|^\.\.?$|^__.*__$/;
const facet = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const row: fc.Arbitrary<Row> = fc.record(
  {
    id: name,
    facet,
    version: fc.integer({ min: 1 }),
    body: fc.dictionary(name, fc.jsonValue({ maxDepth: 2 })).map((body) => JSON.parse(JSON.stringify(body))),
    listed: fc.record({ lane: text, mark: text }),
    expiresAt: fc.integer({ min: 0, max: 4_000_000_000 }),
  },
  { requiredKeys: ['id', 'facet', 'version', 'body', 'expiresAt'] },
);

test('a row is read as it was written', () => {
  fc.assert(
    fc.property(row, (written) => {
      const document = {
        name: 'documents/rows/x',
        fields: JSON.parse(JSON.stringify(fieldsOf(written))),
        updateTime: '',
      };
      expect(rowOf(document)).toEqual(written);
    }),
  );
});

test('each row has a document of its own, and none lies below another', () => {
  fc.assert(
    fc.property(name, facet, name, facet, (id, first, other, second) => {
      const same = id === other && first === second;
      expect(documentId(id, first) === documentId(other, second)).toBe(same);
      expect(documentId(id, first)).not.toMatch(refused);
    }),
  );
});

test.each(['.', '..', '__a'])('a row whose id is %j has a document that Firestore takes', (id) => {
  expect(documentId(id, '__')).not.toMatch(refused);
});
