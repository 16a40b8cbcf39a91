import { appended, type Edit } from '../fixture';
import { type Case, GOOGLE } from './case';

const PINNED = `revision: ${'0123456789abcdef0123'.repeat(2)}, digest: "sha256:${'0123456789abcdef'.repeat(4)}"`;
export const VLLM = `{ model: Qwen/Qwen3-8B-FP8, ${PINNED} }`;
const OTHER = `{ model: acme/own-7b, ${PINNED} }`;
const RATES = 'throughput: { inputTokensPerSecond: 900, outputTokensPerSecond: 90 }';
export const LLAMA_CPP = `{ model: Qwen/Qwen3-1.7B-GGUF, file: Qwen3-1.7B-Q8_0.gguf, ${PINNED}, ${RATES} }`;

/** The second rung on compute of the fleet's own. */
export const own = (aws: string): Edit => [
  '    openAiCompatible: { url: "https://llm.example.net/v1", model: qwen3-8b, apiKeySecret: understudy/llm }\n    residency: [eu]\n',
  `    aws: ${aws}\n`,
];
export const OWN = own(`{ vllm: ${VLLM} }`);
export const DEMAND = appended('demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }');
/** The second rung on an L4 in two Google cells too. */
const onGoogle = (vllm: string): readonly Edit[] => [
  own(`{ vllm: ${VLLM} }\n    google: { vllm: ${vllm} }`),
  ['aws:eu-central-1]', 'aws:eu-central-1, google:europe-west4]'],
  appended(GOOGLE),
  DEMAND,
];
const ENDPOINT =
  '  - { tier: 2, name: leased, openAiCompatible: { url: "https://llm.example.net/v1", model: qwen }, residency: [eu] }\n';

export const COMPUTE: readonly Case[] = [
  {
    code: 'not-one-source',
    edits: [own(`{ vllm: ${VLLM}, llamaCpp: ${LLAMA_CPP} }`), DEMAND],
    path: 'ladder[1].aws',
    on: 'llamaCpp',
  },
  { code: 'not-one-source', edits: [own('{}')], path: 'ladder[1].aws', on: 'aws: {}' },
  {
    code: 'gpu-without-cells',
    edits: [OWN, DEMAND, ['    cells: [aws:eu-west-1, aws:eu-central-1]\n', '']],
    path: 'ladder[1].aws.vllm',
    on: 'vllm',
    mend: /cells: \[aws:eu-west-1\]/,
  },
  { code: 'demand-undeclared', edits: [OWN], path: 'ladder[1].aws.vllm', on: 'vllm', mend: /peakRequestsPerSecond/ },
  {
    code: 'throughput-unknown',
    edits: [own(`{ vllm: ${OTHER} }`), DEMAND],
    path: 'ladder[1].aws.vllm',
    on: 'vllm',
    mend: /measure it/,
  },
  {
    code: 'throughput-unknown',
    edits: [own(`{ vllm: ${VLLM.replace(' }', ', instanceType: g5.xlarge }')} }`), DEMAND],
    path: 'ladder[1].aws.vllm',
    on: 'vllm',
  },
  {
    code: 'model-too-large',
    edits: [own(`{ vllm: ${VLLM.replace(' }', ', gigabytes: 20 }')} }`), DEMAND],
    path: 'ladder[1].aws.vllm',
    on: 'vllm',
  },
  {
    code: 'model-size-unknown',
    edits: onGoogle(OTHER.replace(' }', `, ${RATES} }`)),
    path: 'ladder[1].google.vllm',
    on: 'google: { vllm',
  },
  {
    code: 'model-loads-too-slowly',
    edits: onGoogle(VLLM.replace(' }', ', gigabytes: 18 }')),
    path: 'ladder[1].google.vllm',
    on: 'google: { vllm',
  },
  {
    code: 'gpu-not-offered',
    edits: onGoogle(VLLM).map(([from, to]) => [from, to.replace('europe-west4', 'europe-west3')] as const),
    path: 'ladder[1].cells[2]',
    on: 'cells:',
  },
  {
    code: 'name-too-long',
    edits: [
      ...onGoogle(VLLM),
      ['name: open-weights', 'name: open-weights-of-our-own-smaller-model'],
      ['stage: test', 'stage: tests'],
    ],
    path: 'ladder[1].name',
    on: 'open-weights-of',
  },
  {
    code: 'egress-not-said',
    edits: [OWN, DEMAND, ['  - tier: 3\n', `${ENDPOINT}  - tier: 3\n`]],
    path: 'ladder[2].openAiCompatible',
    on: 'leased',
    mend: /egress: nat-per-zone/,
  },
  {
    // Its jobs are written down in other Regions too.
    code: 'egress-not-said',
    edits: [OWN, DEMAND, ['floor: 2, ', 'floor: 2, queue: allowed, ']],
    path: 'routes.extract.queue',
    on: 'extract',
    mend: /egress: nat-per-zone/,
  },
  { code: 'setting-without-effect', edits: [appended('posture: pilot-light')], path: 'posture', on: 'posture' },
  {
    code: 'setting-without-effect',
    edits: [['  regions:\n', '  egress: nat-per-zone\n  regions:\n']],
    path: 'aws.egress',
    on: 'egress',
  },
  {
    code: 'posture-unreachable',
    edits: [OWN, DEMAND, [', aws:eu-central-1]', ']'], ['floor: 2, residency: [eu]', 'floor: 3']],
    path: 'ladder[1].cells',
    on: 'cells',
    mend: /second cell of AWS, or use posture: warm-standby/,
  },
  {
    code: 'floor-unreachable',
    edits: [
      OWN,
      DEMAND,
      appended('posture: pilot-light'),
      ['name: frontier\n', 'name: frontier\n    cells: [aws:eu-west-1]\n'],
      ['floor: 2, residency: [eu]', 'floor: 2'],
    ],
    path: 'routes.extract.floor',
    on: 'extract',
  },
  {
    code: 'zone-outside-region',
    edits: [['account: "011122223333" }', 'account: "011122223333", zones: [eu-central-1a, eu-west-1b] }']],
    path: 'aws.regions[1].zones[1]',
    on: 'zones',
  },
];
