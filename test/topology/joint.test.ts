import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { EVERYWHERE, GOOGLE, SECOND_CLOUD, VERTEX } from './cases/case';
import { appended, type Edit, edited, problemsIn, topologyFrom } from './fixture';

/** One mistake: what stands at a place of the document instead of what is right. */
type Mistake = readonly [place: string, value: unknown];

const ONE_MORE = [
  'ladder:\n',
  'ladder:\n  - { tier: 1, name: second, openAiCompatible: { url: "https://b.example.net/v1", model: b }, residency: [eu], cells: ["aws:eu-west-1"] }\n',
] as Edit;
const HERE: Edit = ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1]\n'];
const MORE_ROUTES = [
  'routes:\n',
  'routes:\n  draft: { answer: { pattern: a } }\n  mail: { floor: 2 }\n  note: { queue: allowed }\n',
] as Edit;
const REST =
  'demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }\nobjectives: { recovery: 150s }';

const BESIDE_AN_ENDPOINT: readonly Mistake[] = [
  ['service', 'Assistant'],
  ['stagee', 'prod'],
  ['hostedZone.name', 'example.org'],
  ['hostedZone.id', 7],
  ['frontDoorRegion', 'us-east-1'],
  ['aws.regions.1.account', '999999999999'],
  ['aws.regions.1.zone', 'a'],
  ['ladder.0.name', 'open-weights'],
  ['ladder.0.openAiCompatible.url', 'https://user@b.example.net/v1'],
  ['ladder.0.openAiCompatible.model', 7],
  ['ladder.0.timeouts', { idle: 'soon' }],
  ['ladder.0.residency', ['mars']],
  ['ladder.0.prompts', { drafft: { system: 'Be brief.' } }],
  ['ladder.1.aws.bedrock.model', 'eu.anthropic.claude'],
  ['ladder.1.aws.bedrock.profile', 'us'],
  ['ladder.1.residency', ['eu']],
  ['ladder.1.contextWindow', 'large'],
  ['ladder.1.abilities', ['hands']],
  ['ladder.2.cells', ['aws:eu-west-1', 'aws:eu-west-2']],
  ['ladder.2.openAiCompatible.url', 'http://llm.example.net/v1'],
  ['ladder.2.sharesFateWith', 'none'],
  ['ladder.3.deterministic.responses', './nowhere'],
  ['ladder.3.vllm', {}],
  ['routes.draft.answer.pattern', '('],
  ['routes.draft.answer.maxRepetition', 2],
  ['routes.mail.deadline', '2h'],
  ['routes.mail.residency', ['europe']],
  ['routes.note.floor', 1],
  ['routes.note.controls', ['zero-retention']],
  ['routes.extract.durability', 'cloud'],
  ['routes.extract.queue', 'perhaps'],
  ['routes.chat.otherCloudDown', 'region'],
  ['routes.Chat', {}],
  ['secondCloud.addresses', ['203.0.113.10', '10.0.0.1', 'x']],
  ['secondCloud.probeHost', 'ai.example.com'],
  ['secondCloud.servingPath', 'healthz'],
  ['secondCloud.nameInZone', 'b.example.com'],
  ['demand.inputTokens', -1],
  ['prefer', 'speed'],
  ['objectives.recovery', '60s'],
  ['objectives.survive', ['any-clod']],
];

const BESIDE_GOOGLE: readonly Mistake[] = [
  ['google.project', 'A'],
  ['google.regions', ['europe-west4', 'europe-west4']],
  ['ladder.0.google.vertex.model', 'llama-4'],
  ['ladder.0.google.vertex.location', 'mars'],
  ['ladder.2.cells', ['google:europe-west1']],
  ['secondCloud', parse(SECOND_CLOUD).secondCloud],
  ['frontDoorRegion', 'eu-west-3'],
  ['routes.extract.floor', 'two'],
];

type Members = Record<string, unknown>;

function withMistakes(document: object, mistakes: readonly Mistake[]): string {
  const copy = structuredClone(document);
  for (const [place, value] of mistakes) {
    const steps = place.split('.');
    const last = steps.pop() as string;
    const parent = steps.reduce<Members>((member, step) => member[step] as Members, copy as Members);
    parent[last] = value;
  }
  return stringify(copy);
}

function told(document: object, mistakes: readonly Mistake[]): string[] {
  return problemsIn(() => topologyFrom(withMistakes(document, mistakes))).map(({ code, path }) => `${code} at ${path}`);
}

describe.each<[what: string, document: object, mistakes: readonly Mistake[]]>([
  ['an endpoint', parse(edited(ONE_MORE, HERE, MORE_ROUTES, appended(`${SECOND_CLOUD}\n${REST}`))), BESIDE_AN_ENDPOINT],
  [
    'Google',
    parse(edited(EVERYWHERE, ['ladder:\n', `ladder:\n${VERTEX}`], appended(`${GOOGLE}\n${REST}`))),
    BESIDE_GOOGLE,
  ],
])('beside %s', (_, document, mistakes) => {
  test('the document without mistakes has none', () => expect(told(document, [])).toEqual([]));

  test.each(mistakes)('a mistake at %s is told', (...mistake) => expect(told(document, [mistake])).not.toEqual([]));

  test('no mistake hides another', () => {
    const alone = new Map(mistakes.map((mistake) => [mistake, told(document, [mistake])]));
    fc.assert(
      fc.property(fc.subarray([...mistakes], { minLength: 2 }), (some) => {
        const together = told(document, some);
        for (const mistake of some) expect(together).toEqual(expect.arrayContaining(alone.get(mistake) as string[]));
      }),
      { numRuns: 150 },
    );
  });
});

test('wrong keys and types, and what each rule finds beside them, are told in one list', () => {
  const text = edited(
    ['stage: test', 'stagge: test'],
    ['name: example.com }', 'name: example.org, id2: 3 }'],
    ['    - { name: eu-central-1, account: "011122223333" }\n', ''],
    ['frontDoorRegion: eu-central-1', 'frontDoorRegion: eu-west-1'],
    ['name: frontier', 'name: frontier\n    timeouts: { headers: soon }'],
    ['name: open-weights', 'name: frontier'],
    ['https:', 'http:'],
    ['residency: [eu]\n', 'residency: [mars]\n'],
    ['    cells: [aws:eu-west-1, aws:eu-central-1]\n', ''],
    ['chat: {}', 'chat: { queue: 7 }'],
    appended('objectives: { survive: [any-cell, any-cloud] }'),
  );
  expect(problemsIn(() => topologyFrom(text)).map(({ code, path }) => `${code} at ${path}`)).toEqual([
    'unknown-key at stagge',
    'unknown-key at hostedZone.id2',
    'zone-does-not-hold-domain at hostedZone.name',
    'malformed-value at ladder[0].timeouts.headers',
    'duplicate-rung at ladder[1].name',
    'key-in-clear at ladder[1].openAiCompatible.url',
    'unknown-residency at ladder[1].residency[0]',
    'objective-unreachable at objectives.survive[0]',
    'objective-unreachable at objectives.survive[1]',
    'wrong-type at routes.chat.queue',
  ]);
});

test.each<[what: string, edits: readonly Edit[], told: string]>([
  ['a misspelt key that is required', [['domain: ai.', 'domian: ai.']], 'unknown-key at domian'],
  ['a misspelt mapping', [['hostedZone:', 'hostedzone:']], 'unknown-key at hostedzone'],
  ['a misspelt list', [['ladder:\n', 'lader:\n']], 'unknown-key at lader'],
  ['a misspelt source', [['openAiCompatible', 'openAiCompatable']], 'unknown-key at ladder[1].openAiCompatable'],
  ['a misspelt last tier', [['deterministic', 'determinstic']], 'unknown-key at ladder[2].determinstic'],
  [
    'a misspelt fence',
    [['floor: 2, residency: [eu]', 'floor: 2, residncy: [us]']],
    'unknown-key at routes.extract.residncy',
  ],
  [
    "a route's fence that there is not",
    [['residency: [eu] }', 'residency: [mars] }']],
    'unknown-residency at routes.extract.residency[0]',
  ],
  [
    "a rung's place that there is not, where the floor needs it",
    [
      ['residency: [eu]\n', 'residency: [mars]\n'],
      ['v1:0" }', 'v1:0", profile: global }'],
    ],
    'unknown-residency at ladder[1].residency[0]',
  ],
  [
    'a rung without a source, where the floor needs it',
    [
      ['    aws: { bedrock: { model: "anthropic.claude-sonnet-4-5-20250929-v1:0" } }\n', ''],
      ['chat: {}', 'chat: { floor: 1 }'],
    ],
    'not-one-source at ladder[0]',
  ],
  [
    'no last tier',
    [
      ['  - tier: 3\n    name: script\n    deterministic: { responses: ./responses }\n', ''],
      appended('objectives: { survive: [any-provider] }'),
    ],
    'no-deterministic-tier at ladder',
  ],
  [
    'a floor that nobody reaches',
    [
      ['chat: {}', 'chat: { floor: 1 }'],
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1]\n'],
      appended('objectives: { survive: [any-provider] }'),
    ],
    'floor-unreachable at routes.chat.floor',
  ],
  [
    "a route's name",
    [
      ['  chat:', '  Chat:'],
      ['name: frontier\n', 'name: frontier\n    prompts: { chat: { system: a } }\n'],
    ],
    'malformed-value at routes.Chat',
  ],
  [
    "a rung's tier",
    [
      ['tier: 1', 'tier: one'],
      ['chat: {}', 'chat: { floor: 1 }'],
    ],
    'wrong-type at ladder[0].tier',
  ],
  [
    "a rung's controls",
    [
      ['name: frontier\n', 'name: frontier\n    controls: zero-retention\n'],
      ['chat: {}', 'chat: { controls: [zero-retention] }'],
    ],
    'wrong-type at ladder[0].controls',
  ],
  [
    "a rung's cells",
    [
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1, 7]\n'],
      ['chat: {}', 'chat: { floor: 1 }'],
    ],
    'wrong-type at ladder[0].cells[1]',
  ],
  [
    'no last tier, which might have had the controls',
    [
      ['  - tier: 3\n    name: script\n    deterministic: { responses: ./responses }\n', ''],
      ['chat: {}', 'chat: { controls: [zero-retention] }'],
    ],
    'no-deterministic-tier at ladder',
  ],
  [
    'a misspelt second cloud',
    [EVERYWHERE, appended(`${GOOGLE.replace('google', 'gogle')}\nobjectives: { survive: [any-cloud] }`)],
    'unknown-key at gogle',
  ],
])('%s is one problem', (_, edits, expected) => {
  const problems = problemsIn(() => topologyFrom(edited(...edits)));
  expect(problems.map(({ code, path }) => `${code} at ${path}`)).toEqual([expected]);
});

test.each<[what: string, edits: readonly Edit[], told: readonly string[]]>([
  [
    "a route's name, and what is in the route",
    [['  chat: {}', '  Chat: { deadline: 2h }']],
    ['malformed-value at routes.Chat', 'deadline-out-of-range at routes.Chat.deadline'],
  ],
  [
    'a rung in no cell, and a floor that it would not reach',
    [
      ['ladder:\n', `ladder:\n${VERTEX}`],
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1]\n'],
      ['chat: {}', 'chat: { floor: 1 }'],
    ],
    ['rung-without-cell at ladder[0]', 'floor-unreachable at routes.chat.floor'],
  ],
  [
    'a Region twice, and a cell that there is not',
    [
      ['- eu-west-1', '- eu-west-1\n    - eu-west-1'],
      ['aws:eu-central-1]', 'aws:eu-west-3]'],
    ],
    ['duplicate-region at aws.regions[1]', 'unknown-cell at ladder[1].cells[1]'],
  ],
])('%s are two problems', (_, edits, expected) => {
  const problems = problemsIn(() => topologyFrom(edited(...edits)));
  expect(problems.map(({ code, path }) => `${code} at ${path}`)).toEqual(expected);
});

test('a file of nothing but mistakes is judged soon', () => {
  const text = edited(['ladder:\n', `ladder: [${'1,'.repeat(4_000)}1]\nsteps:\n`]);
  expect(problemsIn(() => topologyFrom(text)).length).toBeGreaterThan(4_000);
});
