import type { Route } from '../../lib/contract/route';
import { answerRuleProblems } from '../../lib/gateway/answer-rules';
import { goldenProblems } from '../../lib/gateway/golden-rules';
import { CODES } from '../../lib/topology/codes';
import { EVERYWHERE, GOOGLE, SECOND_CLOUD } from './cases/case';
import { COMPUTE } from './cases/compute';
import { JOBS } from './cases/jobs';
import { LADDER } from './cases/ladder';
import { OBJECTIVES } from './cases/objectives';
import { PLACES } from './cases/places';
import { ROUTES } from './cases/routes';
import { SECOND_CLOUD_CASES } from './cases/second-cloud';
import { STRUCTURE } from './cases/structure';
import { appended, type Edit, edited, FIXTURE, lineOf, problemsIn, topologyFrom } from './fixture';

const CASES = [
  ...STRUCTURE,
  ...PLACES,
  ...SECOND_CLOUD_CASES,
  ...LADDER,
  ...COMPUTE,
  ...ROUTES,
  ...JOBS,
  ...OBJECTIVES,
];

test.each(CASES)('$code at $path', ({ code, edits, path, on, mend }) => {
  const text = edited(...edits);
  const problems = problemsIn(() => topologyFrom(text));
  expect(problems).toEqual([expect.objectContaining({ code, path, file: FIXTURE, line: lineOf(text, on) })]);
  expect(problems[0].mend).toMatch(mend ?? /\S/);
});

test('an account is shown as it was written, with its leading zero', () => {
  const [problem] = problemsIn(() => topologyFrom(edited(['account: "011122223333"\n', 'account: 011122223333\n'])));
  expect(problem.found).toBe('011122223333, read as the number 11122223333');
});

test('a password in a URL is not repeated', () => {
  const [problem] = problemsIn(() => topologyFrom(edited(['//llm.', '//user:secret@llm.'])));
  expect(JSON.stringify(problem)).not.toContain('secret@');
});

test.each<[what: string, edit: Edit, allowed: string]>([
  ['a word', appended('prefer: best'), 'quality or locality'],
  ['a shape with a title', ['deadline: 20s', 'deadline: soon'], 'a duration such as 20s, 2m or 1h'],
  ['a type', ['ladder:\n', 'ladder: none\nsteps:\n'], 'a list'],
])('%s says what is allowed', (_, edit, allowed) => {
  expect(problemsIn(() => topologyFrom(edited(edit)))[0].allowed).toBe(allowed);
});

test('a recovery that DNS cannot keep is refused with the sum, and a second more is not', () => {
  const problemsOf = (recovery: string) =>
    problemsIn(() => topologyFrom(edited(appended(`objectives: { recovery: ${recovery} }`))));
  expect(problemsOf('142s')).toEqual([
    expect.objectContaining({
      allowed: '143s or more (45 + 28 + 10 + 60)',
      message: expect.stringContaining('110 s (40 + 10 + 60)'),
    }),
  ]);
  expect(problemsOf('143s')).toEqual([]);
});

test('an answer that nobody could judge is told with its line, beside the other mistakes of the file', () => {
  const text = edited(
    ['chat: {}', 'chat:\n    answer:\n      pattern: "(a+)+$"\n      jsonSchema: { type: objekt }'],
    ['deadline: 20s', 'deadline: 20m, golden: [{ ask: a, example: b, expect: { pattern: a } }]'],
  );
  const judge = {
    packs: () => [],
    answers: (routes: readonly Route[]) => [...answerRuleProblems(routes), ...goldenProblems(routes)],
  };
  expect(
    problemsIn(() => topologyFrom(text, judge)).map(({ code, path, file, line }) => [code, path, file, line]),
  ).toEqual([
    ['slow-pattern', 'routes.chat.answer.pattern', FIXTURE, lineOf(text, 'pattern:')],
    ['malformed-schema', 'routes.chat.answer.jsonSchema', FIXTURE, lineOf(text, 'jsonSchema:')],
    ['deadline-out-of-range', 'routes.extract.deadline', FIXTURE, lineOf(text, 'extract:')],
    ['golden-example-unmet', 'routes.extract.golden[0].example', FIXTURE, lineOf(text, 'extract:')],
  ]);
  // One that is not even an expression is told once.
  const malformed = edited(['chat: {}', 'chat: { answer: { pattern: "(" } }']);
  expect(problemsIn(() => topologyFrom(malformed, judge)).map(({ code }) => code)).toEqual(['malformed-pattern']);
});

test('all mistakes are told at once, in the order of the file', () => {
  const text = edited(
    ['stage: test', 'stagge: test'],
    ['name: example.com }', 'name: example.org }'],
    ['- eu-west-1', '- eu-wset-1'],
    ['name: open-weights', 'name: frontier'],
    ['./responses', './nowhere'],
    ['deadline: 20s', 'deadline: 20m'],
  );
  expect(problemsIn(() => topologyFrom(text)).map(({ code }) => code)).toEqual([
    'unknown-key',
    'zone-does-not-hold-domain',
    'unknown-region',
    'duplicate-rung',
    'missing-responses',
    'deadline-out-of-range',
  ]);
});

test('each code of the structure and the rules has a document in the table', () => {
  // These are found by reading the file: read-file.test.ts.
  const elsewhere = [
    'missing-file',
    'unreadable-file',
    'file-too-large',
    'empty-file',
    'not-yaml',
    'duplicate-key',
    'too-many-aliases',
  ];
  expect([...new Set(CASES.map(({ code }) => code)), ...elsewhere].sort()).toEqual(Object.keys(CODES).sort());
});

test('a long list of what is allowed is told whole, and an entry of a list without its name', () => {
  const [problem] = problemsIn(() => topologyFrom(edited(['- eu-west-1', '- nowhere-at-all'])));
  expect(problem).toMatchObject({ code: 'unknown-region', mend: 'for example `eu-west-1`' });
  expect(problem.allowed).toMatch(/^af-south-1, .*eu-west-1.* or us-west-2$/);
});

/** A part that is broken is not judged by what it would have to hold together with. */
test.each<[what: string, edits: readonly Edit[], codes: readonly string[]]>([
  ['the deterministic rung', [['tier: 3', 'tier: three']], ['wrong-type']],
  ['the ladder', [['ladder:\n', 'ladder: []\nsteps:\n']], ['empty-list', 'unknown-key']],
  ['a Region', [['- eu-west-1', '- eu-wset-1']], ['unknown-region']],
  ['all Regions', [['  regions:\n', '  regions: none\n  places:\n']], ['wrong-type', 'unknown-key']],
  ['the account', [['account: "011122223333"\n', 'account: me\n']], ['invalid-account']],
  ["the zone's account", [['name: example.com }', 'name: example.com, account: me }']], ['invalid-account']],
  ['the zone', [['hostedZone: {', 'hostedZone: nowhere #']], ['wrong-type']],
  ['the domain', [['domain: ai.example.com', 'domain: ai']], ['malformed-value']],
  ['the routes', [['routes:\n', 'routes: [chat]\nways:\n']], ['wrong-type', 'unknown-key']],
  ['the objectives', [appended('objectives: { survive: [any-clod] }')], ['value-not-allowed']],
  ['the second cloud', [appended(SECOND_CLOUD.replace('servingPath', 'path'))], ['missing-key', 'unknown-key']],
  ['all of the second cloud', [appended('secondCloud: llm-b.example.net')], ['wrong-type']],
  ["the second cloud's addresses", [appended(SECOND_CLOUD.replace('203.0.113.10', '7'))], ['wrong-type']],
  ["the second cloud's host", [appended(SECOND_CLOUD.replace('llm-b.example.net', '7'))], ['wrong-type']],
  [
    'the zone, beside a name in it',
    [
      appended(SECOND_CLOUD.replace('addresses: [203.0.113.10]', 'nameInZone: b.example.com')),
      ['name: ex', 'name: Ex'],
    ],
    ['malformed-value'],
  ],
  ['the stage', [['stage: test', `stage: ${'A'.repeat(39)}`]], ['malformed-value']],
  ['the length of an account', [['account: "011122223333"\n', `account: "${'1'.repeat(40)}"\n`]], ['invalid-account']],
  [
    "Google's regions, beside a rung in them",
    [appended(GOOGLE.replace('west4', 'wset4')), ['aws:eu-central-1]', 'aws:eu-central-1, google:europe-west4]']],
    ['unknown-region'],
  ],
  [
    "Google's regions, beside a job that outlives a cloud",
    [appended(GOOGLE.replace('west4', 'wset4')), ['chat: {}', 'chat: { durability: cloud }']],
    ['unknown-region'],
  ],
  [
    'Google, beside what needs it',
    [appended(`${GOOGLE.replace('acme-state', 'A')}\nobjectives: { survive: [any-cloud] }`), EVERYWHERE],
    ['malformed-value'],
  ],
])('a mistake in %s leads to no other', (_, edits, codes) => {
  expect(problemsIn(() => topologyFrom(edited(...edits))).map(({ code }) => code)).toEqual(codes);
});
