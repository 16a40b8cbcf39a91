import { EC2_MACHINES } from '../compute/machines';
import { DEFAULTS } from '../defaults';
import { key, mapping, type Schema } from './keyword';

const RATE: Schema = { type: 'number', title: 'a number above 0', exclusiveMinimum: 0 };

const WEIGHTS = {
  model: key(
    {
      type: 'string',
      title: 'a repository such as Qwen/Qwen3-8B-FP8',
      pattern: '^[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*$',
    },
    'The repository of the weights, which is also what the server calls the model.',
    { maxLength: 96, examples: ['Qwen/Qwen3-8B-FP8'] },
  ),
  revision: key(
    { type: 'string', title: 'a quoted commit of 40 hexadecimal digits', pattern: '^[0-9a-f]{40}$' },
    "The repository's commit: a branch would move.",
    { examples: ['220b46e3b2180893580a4454f21f22d3ebb187d3'] },
  ),
  digest: key(
    { type: 'string', title: 'sha256: and 64 hexadecimal digits', pattern: '^sha256:[0-9a-f]{64}$' },
    'Of the list of the files and their SHA-256, as `understudy mirror` prints it; verified whenever they are loaded.',
    { examples: [`sha256:${'0123456789abcdef'.repeat(4)}`] },
  ),
  gigabytes: key(RATE, "The weights' size in GB. Default: known for some models; required for others on Google.", {
    examples: [9.5],
  }),
  throughput: key(
    mapping(
      {
        inputTokensPerSecond: key(RATE, 'Tokens that one instance reads in a second, of all requests together.', {
          examples: [2900],
        }),
        outputTokensPerSecond: key(RATE, 'Tokens that one instance writes in a second, of all requests together.', {
          examples: [380],
        }),
      },
      ['inputTokensPerSecond', 'outputTokensPerSecond'],
    ),
    'What one fully busy instance does. Default: known for some models.',
  ),
};

const REQUIRED = ['model', 'revision', 'digest'];

export const VLLM_ON_AWS = mapping(
  {
    ...WEIGHTS,
    instanceType: key(
      { type: 'string', title: 'an EC2 instance type with one GPU', enum: Object.keys(EC2_MACHINES) },
      'What each server runs on.',
      { default: DEFAULTS.instanceType },
    ),
  },
  REQUIRED,
);

export const VLLM_ON_GOOGLE = mapping(WEIGHTS, REQUIRED);

export const LLAMA_CPP = mapping(
  {
    ...WEIGHTS,
    file: key(
      { type: 'string', title: "a file's name that ends with .gguf", pattern: '^[A-Za-z0-9][\\w.-]*\\.gguf$' },
      'The file of the repository that is served.',
      { maxLength: 128, examples: ['Qwen3-1.7B-Q8_0.gguf'] },
    ),
    vcpus: key({ type: 'integer', title: '4, 8 or 16', enum: [4, 8, 16] }, 'CPUs of each server.', {
      default: DEFAULTS.vcpus,
    }),
  },
  [...REQUIRED, 'file', 'throughput'],
);

export const POSTURE: Schema = {
  type: 'string',
  enum: ['active-active', 'warm-standby', 'pilot-light'],
  examples: ['active-active'],
};

export const EGRESS: Schema = {
  type: 'string',
  title: 'nat-per-zone',
  enum: ['nat-per-zone'],
  examples: ['nat-per-zone'],
};
