import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadServingFile } from '../../lib/topology/load';
import { edited, FIXTURE, lineOf, problemsIn, topologyFrom, VALID } from './fixture';

const BOMB = [
  'a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]',
  'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]',
  'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]',
  'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]',
].join('\n');

test.each<[what: string, text: string, code: string, line: number]>([
  ['nothing', '', 'empty-file', 1],
  ['comments alone', '# soon\n\n# really', 'empty-file', 1],
  ['null', '~', 'empty-file', 1],
  ['an open bracket', `${VALID}extra: [1, 2\nmore: 3\n`, 'not-yaml', 26],
  ['a tab', 'service: a\naws:\n\tregions: []', 'not-yaml', 3],
  ['several documents', `${VALID}---\n${VALID}`, 'not-yaml', 26],
  ['a key that is a list', 'service: a\n? [b]\n: c', 'not-yaml', 2],
  ['an alias of nothing', 'service: *nobody', 'not-yaml', 1],
  ['a key twice', VALID.replace('stage: test\n', 'stage: test\nservice: other\n'), 'duplicate-key', 3],
  ['aliases without end', BOMB, 'too-many-aliases', 1],
])('%s', (_, text, code, line) => {
  const problems = problemsIn(() => topologyFrom(text));
  expect(problems[0]).toMatchObject({ code, line, file: FIXTURE, mend: expect.stringMatching(/\S/) });
});

test.each<[what: string, text: string, said: RegExp]>([
  ['a list', '- service: assistant', /this is a list\.$/],
  ['a text', 'assistant', /this is a text\.$/],
  ['a number', '42', /this is a number\.$/],
  ['itself', '&a [*a]', /this is a list\.$/],
  ['what no key can be in', '!!binary aGVsbG8=', /this is none\.$/],
])('a document that is %s is no declaration', (_, text, said) => {
  const [problem, ...others] = problemsIn(() => topologyFrom(text));
  expect(problem).toMatchObject({ code: 'wrong-type', path: '', line: 1, message: expect.stringMatching(said) });
  expect(problem.message).toContain('The top of the file must be keys (`service: …`)');
  expect(problem.mend).toContain('`service: NAME`');
  expect(others).toEqual([]);
});

test('a binary file is called one, whatever a parser makes of it', () => {
  const [problem, ...others] = problemsIn(() => topologyFrom('\u007fELF\0\u0001: [\n%s\0%s: {\n'));
  expect(problem).toMatchObject({ code: 'not-yaml', line: 1, message: expect.stringMatching(/this is binary\.$/) });
  expect(others).toEqual([]);
});

test.each<[text: string, line: number, opener: string, closer: string]>([
  ['a: 1\nregions: [x,\n  y\nb:\n  c: 1\n', 2, '[', ']'],
  ['routes:\n  chat: { deadline: 60s\n  extract: { deadline: 20s }\n', 2, '{', '}'],
  ['a: { b: [1], c: { d: [1, { e: 2 ] } }\n', 1, '{', '}'],
  ['a: "x\nb: y\n', 1, '"', '"'],
  ["a: 1\nb: 'x\nc: y\n", 2, "'", "'"],
])('what is never closed is told where it was opened: %j', (text, line, opener, closer) => {
  const [problem] = problemsIn(() => topologyFrom(text));
  expect(problem).toMatchObject({ code: 'not-yaml', line, message: `\`${opener}\` is never closed.` });
  expect(problem.mend).toContain(`\`${closer}\``);
});

test.each<[text: string, line: number, message: string]>([
  ['a: 1\naws: { b: [c] } }\nroutes: { chat: { floor: 3 } }\n', 2, '"}" closes nothing.'],
  ['a: [b]]\nc: d\n', 1, '"]" closes nothing.'],
  ['{ a: 1 }\nb: 2\nc: 3\n', 2, 'Something follows a value that has ended.'],
  [`a: {} }\n${'b'.repeat(100)}: 2\n`, 1, '"}" closes nothing.'],
])('what follows the end of the document is told once, not word by word: %j', (text, line, message) => {
  const problems = problemsIn(() => topologyFrom(text));
  expect(problems).toEqual([expect.objectContaining({ code: 'not-yaml', line, message })]);
});

test('a hundred thousand brackets end in few problems, soon', () => {
  const problems = problemsIn(() => topologyFrom('['.repeat(100_000)));
  expect(problems.length).toBeLessThanOrEqual(20);
  expect(problems[0].code).toBe('not-yaml');
});

test('a mapping that holds itself is described without end', () => {
  const problems = problemsIn(() => topologyFrom(VALID.replace('hostedZone: {', 'hostedZone: &z { account: *z,')));
  expect(problems).toEqual([expect.objectContaining({ code: 'wrong-type', path: 'hostedZone.account', line: 4 })]);
});

test('a mistake behind an alias is told where it stands and where it is used', () => {
  const text = edited(['frontDoorRegion: eu-', 'frontDoorRegion: &r eu-x'], ['name: eu-central-1', 'name: *r']);
  expect(problemsIn(() => topologyFrom(text))).toEqual([
    expect.objectContaining({ code: 'unknown-region', path: 'frontDoorRegion', line: lineOf(text, '&r') }),
    expect.objectContaining({ code: 'unknown-region', path: 'aws.regions[1].name', line: lineOf(text, '*r') }),
  ]);
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('that are not there', () => {
    const file = join(folder, 'nowhere.yaml');
    expect(problemsIn(() => loadServingFile(file))).toEqual([expect.objectContaining({ code: 'missing-file', file })]);
  });

  test('under what is no folder', () => {
    expect(problemsIn(() => loadServingFile(join(FIXTURE, 'serving.yaml')))[0].code).toBe('missing-file');
  });

  test('that are folders', () => {
    expect(problemsIn(() => loadServingFile(folder))[0].code).toBe('unreadable-file');
  });

  test.each([
    [1_000_000, 'empty-file'],
    [1_000_001, 'file-too-large'],
  ])('of %d bytes', (bytes, code) => {
    const file = join(folder, `${bytes}.yaml`);
    writeFileSync(file, '#'.repeat(bytes));
    expect(problemsIn(() => loadServingFile(file))[0].code).toBe(code);
  });
});
