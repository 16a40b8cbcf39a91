import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSEQUENCES } from '../../../lib/gateway/ladder/consequence';
import { withTables } from './table';

const page = readFileSync(join(__dirname, '../../../lib/gateway/README.md'), 'utf8');

test('the README shows what the suite expects: `npx tsx test/gateway/faults/write-table.ts` writes it', () => {
  expect(withTables(page)).toBe(page);
});

test.each(Object.keys(CONSEQUENCES))('the README says what follows from %s', (failure) => {
  expect(page).toContain(`\`${failure}\``);
});
