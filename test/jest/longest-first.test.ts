import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LongestFirst = require('./longest-first.cjs');
const ROOT = join(__dirname, '../..');

test('the files that are always long are there, under the names by which they are known', () => {
  expect(LongestFirst.FIRST.filter((name: string) => !existsSync(join(ROOT, name)))).toEqual([]);
});

test('they come first, and the others as Jest has them', () => {
  const [longest, next] = LongestFirst.FIRST;
  // Without a cache of what lasted how long: by size.
  const context = { config: { cache: false }, hasteFS: { getSize: (path: string) => statSync(path).size } };
  const files = ['/test/house/arrows.test.ts', '/test/aws/gateway.test.ts', next, longest];
  const tests = files.map((name) => ({ path: join(ROOT, name), context }));
  const sorted: { path: string }[] = new LongestFirst({}).sort(tests);
  expect(sorted.map(({ path }) => path.slice(ROOT.length))).toEqual([longest, next, files[1], files[0]]);
});
