import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(__dirname, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** What a row names that is not there: each with its promise. */
function missing(table: string): readonly string[] {
  const rows = table.split('\n').filter((line) => /^\| (?!promise |--- )/.test(line));
  return rows.flatMap((row) => {
    const [promise, shownBy = ''] = row.slice(2).split(' | ');
    const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    const wrong = named.length === 0 ? ['names nothing'] : [];
    let file: string | undefined;
    let titles = 0;
    for (const name of named) {
      if (name.startsWith('npm run ')) {
        if (!(name.slice('npm run '.length) in scripts)) wrong.push(`no command ${name}`);
      } else if (name.endsWith('.ts')) {
        if (file !== undefined && titles === 0) wrong.push(`no title of ${file}`);
        file = name;
        titles = 0;
        if (codeOf(file) === undefined) wrong.push(`no file ${file}`);
      } else {
        titles += 1;
        if (!hasTitle(codeOf(file), name)) wrong.push(`no title “${name}” in ${file}`);
      }
    }
    if (file !== undefined && titles === 0) wrong.push(`no title of ${file}`);
    return wrong.map((what) => `${promise}: ${what}`);
  });
}

const read = new Map<string, string | undefined>();

/** A test file without its comments; undefined where there is none, or where some of it is not run. */
function codeOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  if (!read.has(file)) read.set(file, readCode(file.startsWith('test/') ? join(root, file) : join(__dirname, file)));
  return read.get(file);
}

function readCode(path: string): string | undefined {
  return existsSync(path) ? runOf(readFileSync(path, 'utf8')) : undefined;
}

function runOf(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
  const code = lines.join('\n');
  return /\b(test|it|describe)\.(skip|only|todo)\(/.test(code) ? undefined : code;
}

/** The first word of a call, of a case in a table, or of a fault: a title, and no text that a test talks about. */
function hasTitle(code: string | undefined, title: string): boolean {
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return code !== undefined && new RegExp(`(?:[([]|\\bfault:)\\s*(['"\`])${quoted}\\1`).test(code);
}

test('every promise names what there is', () => {
  expect(missing(page)).toEqual([]);
});

test('each of the twelve has its table', () => {
  const tables = page.split(/^## /m).slice(1);
  expect(tables.map((table) => Number.parseInt(table, 10)).filter(Boolean)).toEqual(
    [...Array(12).keys()].map((n) => n + 1),
  );
  for (const table of tables)
    expect(table.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(2);
});

test.each([
  ['a file that is not there', '`ladder/none.test.ts` `x`', 'no file ladder/none.test.ts'],
  ['a title that is not there', '`promises.test.ts` `no such title`', 'no title “no such title” in promises.test.ts'],
  [
    'a part of a title',
    '`promises.test.ts` `every promise names`',
    'no title “every promise names” in promises.test.ts',
  ],
  ['a file without a title', '`promises.test.ts`; `ladder/laws.test.ts`', 'no title of promises.test.ts'],
  ['a title without a file', '`every promise names what there is`', 'no title “every promise names what there is”'],
  ['a command that is not there', '`npm run nothing`', 'no command npm run nothing'],
  ['nothing', 'somebody', 'names nothing'],
])('a row that names %s is found', (_what, shownBy, wrong) => {
  const [found] = missing(`| promise | shown by |\n| --- | --- |\n| it is so | ${shownBy} |`);
  expect(found).toContain(`it is so: ${wrong}`);
});

test.each([
  ['a test', "test('it holds', () => {", true],
  ['a case of a table', "  ['it holds', 1],", true],
  ['a test that is commented out', "  // test('it holds', () => {", false],
  ['a test that is not run', `test${'.skip'}('it holds', () => {`, false],
  ['what a test expects', "  expect(said).toBe(a + 'it holds');", false],
])('the title of %s: %s', (_what, code, found) => {
  expect(hasTitle(runOf(code), 'it holds')).toBe(found);
});
