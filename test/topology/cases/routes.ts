import type { Case } from './case';

export const ROUTES: readonly Case[] = [
  {
    code: 'demand-not-whole',
    edits: [
      ['chat: {}', 'chat: { demandPercent: 70 }'],
      ['floor: 2', 'floor: 2, demandPercent: 40'],
    ],
    path: 'routes.extract.demandPercent',
    on: 'extract:',
    mend: /until they are 100/,
  },
  {
    code: 'demand-not-whole',
    edits: [['floor: 2', 'floor: 2, demandPercent: 100']],
    path: 'routes.chat',
    on: 'chat:',
    mend: /of each route, or of none/,
  },
  {
    code: 'deadline-out-of-range',
    edits: [['deadline: 20s', 'deadline: 901s']],
    path: 'routes.extract.deadline',
    on: 'extract:',
  },
  {
    code: 'deadline-out-of-range',
    edits: [['deadline: 20s', 'deadline: 1h']],
    path: 'routes.extract.deadline',
    on: 'extract:',
  },
  {
    code: 'unknown-residency',
    edits: [
      ['residency: [eu]\n', 'residency: [eu, europe]\n'],
      ['residency: [eu] }', 'residency: [eu] } #'],
    ],
    path: 'ladder[1].residency[1]',
    on: 'europe',
  },
  { code: 'residency-undeclared', edits: [['    residency: [eu]\n', '']], path: 'ladder[1].residency', on: 'tier: 2' },
  {
    code: 'residency-is-derived',
    edits: [['name: script', 'name: script\n    residency: [eu] # no']],
    path: 'ladder[2].residency',
    on: '# no',
  },
  {
    code: 'floor-unreachable',
    edits: [
      ['chat: {}', 'chat: { floor: 1 }'],
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1]\n'],
    ],
    path: 'routes.chat.floor',
    on: 'chat:',
  },
  {
    code: 'residency-unreachable',
    edits: [['residency: [eu] }', 'residency: [us] }']],
    path: 'routes.extract.residency',
    on: 'extract:',
  },
  {
    code: 'residency-unreachable',
    edits: [
      ['v1:0" }', 'v1:0", profile: global }'],
      ['residency: [eu]\n', 'residency: [eu, us]\n'],
    ],
    path: 'routes.extract.residency',
    on: 'extract:',
  },
  {
    code: 'golden-too-slow',
    edits: [['chat: {}', 'chat: { golden: [{ ask: a, example: a, expect: { within: 46s } }] }']],
    path: 'routes.chat.golden[0].expect.within',
    on: 'chat:',
  },
  {
    code: 'too-many-golden',
    edits: [['chat: {}', `chat: { golden: [${Array(6).fill('{ ask: a, example: a, expect: {} }').join()}] }`]],
    path: 'routes.chat.golden',
    on: 'chat:',
  },
  {
    code: 'missing-key',
    edits: [['chat: {}', 'chat: { golden: [{ ask: a, expect: {} }] }']],
    path: 'routes.chat.golden[0].example',
    on: 'chat:',
  },
  {
    code: 'value-not-allowed',
    edits: [['chat: {}', 'chat: { golden: [{ ask: a, example: a, expect: { language: la } }] }']],
    path: 'routes.chat.golden[0].expect.language',
    on: 'chat:',
  },
  {
    code: 'malformed-pattern',
    edits: [['chat: {}', 'chat: { golden: [{ ask: a, example: a, expect: { pattern: "(" } }] }']],
    path: 'routes.chat.golden[0].expect.pattern',
    on: 'chat:',
  },
  {
    code: 'malformed-pattern',
    edits: [['chat: {}', 'chat: { answer: { maxRefusalRate: 0.1, refusalPattern: "(" } }']],
    path: 'routes.chat.answer.refusalPattern',
    on: 'chat:',
  },
  {
    code: 'setting-without-effect',
    edits: [['chat: {}', 'chat: { answer: { refusalPattern: "^no" } }']],
    path: 'routes.chat.answer.refusalPattern',
    on: 'chat:',
  },
  {
    code: 'controls-unreachable',
    edits: [['chat: {}', 'chat: { controls: [zero-retention] }']],
    path: 'routes.chat.controls',
    on: 'chat:',
  },
  {
    code: 'controls-unreachable',
    edits: [
      ['chat: {}', 'chat: { controls: [zero-retention, guardrail] }'],
      ['name: frontier\n', 'name: frontier\n    controls: [zero-retention]\n'],
      ['name: script\n', 'name: script\n    controls: [guardrail]\n'],
    ],
    path: 'routes.chat.controls',
    on: 'chat:',
  },
  {
    code: 'unknown-route',
    edits: [['name: frontier\n', 'name: frontier\n    prompts: { chatt: { system: Be brief. } }\n']],
    path: 'ladder[0].prompts.chatt',
    on: 'chatt:',
    mend: /`chat`/,
  },
  {
    code: 'malformed-pattern',
    edits: [['chat: {}', 'chat: { answer: { pattern: "(" } }']],
    path: 'routes.chat.answer.pattern',
    on: 'chat:',
  },
  {
    code: 'malformed-value',
    edits: [['name: frontier\n', 'name: frontier\n    prompts: { chat: { template: nothing } }\n']],
    path: 'ladder[0].prompts.chat.template',
    on: 'template:',
  },
  {
    code: 'malformed-value',
    edits: [['name: frontier\n', 'name: frontier\n    prompts: { chat: { template: "{{answer}}{{answer}}" } }\n']],
    path: 'ladder[0].prompts.chat.template',
    on: 'template:',
  },
  {
    code: 'out-of-range',
    edits: [['chat: {}', 'chat: { answer: { maxRepetition: 2 } }']],
    path: 'routes.chat.answer.maxRepetition',
    on: 'chat:',
  },
  {
    code: 'durability-without-second-cloud',
    edits: [['chat: {}', 'chat: { durability: cloud }']],
    path: 'routes.chat.durability',
    on: 'chat:',
  },
  {
    code: 'setting-without-effect',
    edits: [['chat: {}', 'chat: { otherCloudDown: region }']],
    path: 'routes.chat.otherCloudDown',
    on: 'chat:',
  },
];
