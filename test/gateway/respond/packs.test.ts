import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPacks } from '../../../lib/gateway/respond/read-packs';
import { type Responder, responderOf } from '../../../lib/gateway/respond/responder';
import { RESPONSES } from '../support/fleet';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-packs-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const CANNED = { 'canned.yaml': 'answer: Not now.\n' };

function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
}

/** `code file:line path` of each problem. */
function problemsOf(files: Record<string, string>): readonly string[] {
  write(files);
  const packs = readPacks(directory);
  if (packs.kind === 'corpus') return [];
  return packs.problems.map(
    ({ code, file = '', line, path }) => `${code} ${file.slice(directory.length + 1)}:${line ?? ''} ${path}`,
  );
}

function responder(files: Record<string, string>): Responder {
  write(files);
  const packs = readPacks(directory);
  if (packs.kind === 'problems') throw new Error(JSON.stringify(packs.problems));
  return responderOf(JSON.parse(JSON.stringify(packs.corpus)));
}

const intent = (lines: string) => ({ ...CANNED, 'intents.yaml': `- name: a\n${lines}` });

test.each<[string, Record<string, string>, string[]]>([
  ['no canned answer', {}, ['missing-canned-answer canned.yaml: answer']],
  ['an empty canned answer', { 'canned.yaml': 'answer: " "\n' }, ['missing-canned-answer canned.yaml:1 answer']],
  ['an empty file', { 'canned.yaml': '' }, ['missing-canned-answer canned.yaml:1 answer']],
  ['a key too many', { 'canned.yaml': 'answer: x\nanswr: y\n' }, ['unknown-key canned.yaml:2 answr']],
  ['bad YAML', { 'canned.yaml': 'answer: [\n' }, ['bad-yaml canned.yaml:2 ']],
  [
    'a list as canned answer',
    { 'canned.yaml': '- x\n' },
    ['unknown-key canned.yaml:1 0', 'missing-canned-answer canned.yaml:1 answer'],
  ],
  ['bad YAML in intents', { ...CANNED, 'intents.yaml': '- name: "a\n' }, ['bad-yaml intents.yaml:2 ']],
  ['intents that are no list', { ...CANNED, 'intents.yaml': 'name: a\n' }, ['bad-intent intents.yaml:1 ']],
  ['an intent that is no mapping', { ...CANNED, 'intents.yaml': '- a\n' }, ['bad-intent intents.yaml:1 [0]']],
  ['a missing template', intent('  pattern: x\n'), ['bad-intent intents.yaml:1 [0].template']],
  ['an unknown key', intent('  pattern: x\n  template: y\n  reply: z\n'), ['unknown-key intents.yaml:4 [0].reply']],
  ['a bad expression', intent('  pattern: "("\n  template: y\n'), ['bad-pattern intents.yaml:2 [0].pattern']],
  ['bad flags', intent('  pattern: x\n  flags: g\n  template: y\n'), ['bad-flags intents.yaml:3 [0].flags']],
  [
    'an unknown group',
    intent('  pattern: (?<x>y)\n  template: "{{z}}"\n'),
    ['unknown-group intents.yaml:3 [0].template'],
  ],
  ...['(a+)+$', '(a|a)*$', 'a*a*b', 'a?'.repeat(400)].map((slow): [string, Record<string, string>, string[]] => [
    `the expression ${slow.slice(0, 8)}`,
    intent(`  pattern: ${slow}\n  template: y\n`),
    ['slow-pattern intents.yaml:2 [0].pattern'],
  ]),
  [
    'a name twice',
    { ...CANNED, 'intents.yaml': '- {name: a, pattern: x, template: y}\n- {name: a, pattern: x, template: y}\n' },
    ['intent-named-twice intents.yaml:2 [1].name'],
  ],
  ['a file that nobody reads', { ...CANNED, 'intent.yaml': '' }, ['unknown-file intent.yaml: intent.yaml']],
  [
    'everything at once',
    { 'canned.yaml': 'x: y\n', 'intents.yaml': '- {name: a, pattern: "(", template: y, z: 1}\n', 'notes.txt': '' },
    [
      'unknown-file notes.txt: notes.txt',
      'unknown-key intents.yaml:1 [0].z',
      'bad-pattern intents.yaml:1 [0].pattern',
      'unknown-key canned.yaml:1 x',
      'missing-canned-answer canned.yaml:1 answer',
    ],
  ],
])('refuses %s', (_case, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

test('refuses a folder that is not there', () => {
  const packs = readPacks(join(directory, 'nowhere'));
  expect(packs).toMatchObject({ kind: 'problems', problems: [{ code: 'missing-responses' }] });
});

test('the same packs give the same corpus', () => {
  expect(JSON.stringify(readPacks(RESPONSES))).toBe(JSON.stringify(readPacks(RESPONSES)));
});

describe('answers', () => {
  const packs = {
    ...CANNED,
    'intents.yaml': [
      '- {name: order, pattern: "order (?<id>[a-z]+)( for (?<who>\\\\w+))?", template: "Order {{id}} {{ who }}"}',
      '- {name: exact, pattern: ^Hi$, flags: "", template: Hello.}',
      '- {name: any-order, pattern: order, template: Some order}',
    ].join('\n'),
    'refunds.md': '# Refunds\n\nA refund takes five days.\n\n## Damaged goods\n\nSend a photograph of the parcel.\n',
    'code.md': '```\n# no heading\n```\n',
  };

  test.each([
    ['the first intent that matches', 'my ORDER abc for Ann', 'Order abc Ann'],
    ['a group that caught nothing', 'order abc', 'Order abc'],
    ['an intent with flags of its own', 'hi', 'Not now.'],
    ['a later intent', 'order 12', 'Some order'],
    [
      'a passage by its words',
      'how many days does a refund take?',
      'A refund takes five days.\n\n(From refunds.md, “Refunds”)',
    ],
    [
      'a passage by its heading',
      'damaged goods',
      'Send a photograph of the parcel.\n\n(From refunds.md, “Damaged goods”)',
    ],
    [
      'a misspelt word',
      'photograf of parcel',
      'Send a photograph of the parcel.\n\n(From refunds.md, “Damaged goods”)',
    ],
    ['the canned answer where too little fits', 'refund a quantum chromodynamics lecture', 'Not now.'],
    ['the canned answer to nothing', '', 'Not now.'],
    ['the canned answer to stop words', 'what is it?', 'Not now.'],
  ])('%s', (_case, question, answer) => {
    expect(responder(packs)(question).text).toBe(answer);
  });

  test.each([
    ['order abc', { kind: 'intent', name: 'order' }],
    ['damaged goods', { kind: 'passage', id: 'refunds.md#2', title: 'Damaged goods' }],
    ['quantum chromodynamics', { kind: 'canned' }],
  ])('says by what %s was answered', (question, by) => {
    expect(responder(packs)(question).by).toEqual(by);
  });

  test('a word that most passages hold decides only where there is no other', () => {
    const many = Object.fromEntries([...Array(150).keys()].map((at) => [`${at}.md`, `Parcel number${at} courier.\n`]));
    const respond = responder({ ...CANNED, ...many, 'zebra.md': 'A zebra is no gift.\n' });
    expect(respond('parcel courier zebra?').by).toMatchObject({ id: 'zebra.md#1' });
    expect(respond('parcel number7').by).toMatchObject({ id: '7.md#1' });
    expect(respond('parcel?').by).toMatchObject({ kind: 'passage' });
  });

  test('a template says what the caller’s metadata says, and nothing for what it does not', () => {
    const respond = responder(
      intent('  pattern: me\n  template: "{{metadata.name}}{{metadata.toString}}{{metadata.no}}."\n'),
    );
    expect(respond('me', { name: 'Ann' }).text).toBe('Ann.');
    expect(respond('me').text).toBe('.');
  });

  test('a question of a megabyte takes no longer than one of a page', () => {
    expect(responder(packs)(`${'x '.repeat(500_000)}order abc`).text).toBe('Not now.');
  });
});

describe('the reference responses', () => {
  let respond: Responder;
  beforeAll(() => {
    const packs = readPacks(RESPONSES);
    if (packs.kind === 'problems') throw new Error(JSON.stringify(packs.problems));
    respond = responderOf(packs.corpus);
  });

  test.each([
    ['hi', /prepared texts/],
    ['Where is my order AB-12345?', /AB-12345/],
    ['I want to talk to a human', /support desk/],
    ['is it down?', /degraded/],
    ['When does my refund arrive?', /five working days/],
    ['how do I cancel my order', /cancelled/],
    ['I forgot my password', /sign-in page/],
    ['which tier answered', /tier/],
    ['Write a sonnet about distributed consensus', /cannot answer this properly/],
  ])('%s', (question, answer) => {
    expect(respond(question).text).toMatch(answer);
  });
});
