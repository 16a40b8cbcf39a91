import { appended } from '../fixture';
import { type Case, EVERYWHERE, GOOGLE, VERTEX } from './case';

export const LADDER: readonly Case[] = [
  {
    code: 'not-one-source',
    edits: [['name: script\n', 'name: script\n    aws: { bedrock: { model: amazon.nova-pro-v1:0 } }\n']],
    path: 'ladder[2]',
    on: 'tier: 3',
  },
  {
    code: 'not-one-source',
    edits: [['    aws: { bedrock: { model: "anthropic.claude-sonnet-4-5-20250929-v1:0" } }\n', '']],
    path: 'ladder[0]',
    on: 'tier: 1',
  },
  {
    code: 'duplicate-rung',
    edits: [['name: open-weights', 'name: frontier # again']],
    path: 'ladder[1].name',
    on: '# again',
  },
  {
    code: 'tiers-out-of-order',
    edits: [
      ['tier: 1\n', 'tier: 2\n'],
      ['tier: 2\n    name: open', 'tier: 1\n    name: open'],
    ],
    path: 'ladder[1].tier',
    on: 'tier: 1',
  },
  { code: 'wrong-tier', edits: [['tier: 3', 'tier: 2 # no']], path: 'ladder[2].tier', on: '# no' },
  {
    code: 'wrong-tier',
    edits: [
      [
        '  - tier: 3\n',
        '  - { tier: 3, name: nova, aws: { bedrock: { model: amazon.nova-pro-v1:0 } } }\n  - tier: 3\n',
      ],
    ],
    path: 'ladder[2].tier',
    on: 'nova',
  },
  {
    code: 'no-deterministic-tier',
    edits: [
      ['  - tier: 3\n    name: script\n    deterministic: { responses: ./responses }\n', ''],
      ['chat: {}', 'chat: { floor: 2 }'],
    ],
    path: 'ladder',
    on: 'ladder:',
  },
  {
    code: 'no-deterministic-tier',
    edits: [
      ['name: script', 'name: script\n    cells: [aws:eu-west-1] # one'],
      ['chat: {}', 'chat: { floor: 2 }'],
    ],
    path: 'ladder[2].cells',
    on: '# one',
  },
  {
    code: 'several-deterministic-tiers',
    edits: [
      [
        '  - tier: 3\n',
        '  - { tier: 3, name: other, deterministic: { responses: ./responses } }\n  - tier: 3 # second\n',
      ],
    ],
    path: 'ladder[3]',
    on: '# second',
  },
  {
    code: 'missing-responses',
    edits: [['./responses', './nowhere']],
    path: 'ladder[2].deterministic.responses',
    on: './nowhere',
  },
  {
    code: 'missing-responses',
    edits: [['./responses', './serving.yaml']],
    path: 'ladder[2].deterministic.responses',
    on: './serving.yaml',
  },
  {
    code: 'unknown-cell',
    edits: [['aws:eu-central-1]', 'aws:eu-central-1, aws:eu-west-3]']],
    path: 'ladder[1].cells[2]',
    on: 'cells',
    mend: /aws:eu-west-1/,
  },
  {
    code: 'unknown-cell',
    edits: [
      appended(GOOGLE),
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1, google:europe-west4]\n'],
      [', aws:eu-central-1]', ', aws:eu-central-1, google:europe-west4]'],
    ],
    path: 'ladder[0].cells[1]',
    on: 'google:europe-west4',
  },
  { code: 'rung-without-cell', edits: [['ladder:\n', `ladder:\n${VERTEX}`]], path: 'ladder[0]', on: 'gemini' },
  {
    code: 'model-with-profile',
    edits: [['"anthropic.', '"eu.anthropic.']],
    path: 'ladder[0].aws.bedrock.model',
    on: 'bedrock',
    mend: /write anthropic\.claude/,
  },
  {
    code: 'unknown-model-family',
    edits: [EVERYWHERE, appended(GOOGLE), ['ladder:\n', `ladder:\n${VERTEX.replace('gemini-2.5-pro', 'llama-4')}`]],
    path: 'ladder[0].google.vertex.model',
    on: 'llama-4',
  },
  {
    code: 'profile-outside-geography',
    edits: [['v1:0" }', 'v1:0", profile: us }']],
    path: 'ladder[0].aws.bedrock.profile',
    on: 'bedrock',
  },
  {
    code: 'profile-outside-geography',
    edits: [
      ['- eu-west-1', '- eu-west-1\n    - sa-east-1'],
      ['floor: 2, residency: [eu]', 'floor: 3'],
      ['residency: [eu]\n', 'residency: [global]\n'],
    ],
    path: 'ladder[0].aws.bedrock.profile',
    on: 'bedrock',
  },
  {
    code: 'malformed-url',
    edits: [['//llm.', '//user:secret@llm.']],
    path: 'ladder[1].openAiCompatible.url',
    on: 'url',
  },
  { code: 'malformed-url', edits: [['net/v1"', 'net/v1?key=1"']], path: 'ladder[1].openAiCompatible.url', on: 'url' },
  { code: 'key-in-clear', edits: [['https:', 'http:']], path: 'ladder[1].openAiCompatible.url', on: 'url' },
];
