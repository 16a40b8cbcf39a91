import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './table';

const page = join(__dirname, '../../../lib/gateway/README.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8')));
