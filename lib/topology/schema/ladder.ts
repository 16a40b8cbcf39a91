import { ABILITIES } from '../../contract/ladder';
import { DEFAULTS } from '../defaults';
import { CONTEXT_WINDOW, CONTROLS, PROMPTS, TIMEOUTS } from './calls';
import { LLAMA_CPP, VLLM_ON_AWS, VLLM_ON_GOOGLE } from './compute';
import { key, listOf, mapping, type Schema } from './keyword';
import { NAME, TEXT, TIER, word } from './shapes';

const BEDROCK = mapping(
  {
    model: key(
      { type: 'string', title: "a Bedrock model's id", pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[A-Za-z0-9._:-]+$' },
      "The foundation model's id, without a profile's prefix.",
      { maxLength: 256, examples: ['anthropic.claude-sonnet-4-5-20250929-v1:0'] },
    ),
    profile: key(
      word('geographic', 'eu', 'us', 'apac', 'global'),
      'The inference profile; `geographic` is the one of the geography of the Region that calls.',
      { default: DEFAULTS.profile },
    ),
  },
  ['model'],
);

const VERTEX = mapping(
  {
    model: key(
      { type: 'string', title: "a Vertex AI model's id", pattern: '^[A-Za-z0-9][A-Za-z0-9._@-]*$' },
      "The publisher model's id.",
      { maxLength: 256, examples: ['gemini-2.5-pro'] },
    ),
    location: key(word('cell', 'eu', 'us', 'global'), 'Where the model is called; `cell` is the region that calls.', {
      default: DEFAULTS.location,
    }),
  },
  ['model'],
);

const OPENAI_COMPATIBLE = mapping(
  {
    url: key(
      { type: 'string', title: 'a base URL, up to and with /v1', pattern: '^https?://[\\x21-\\x7e]+$' },
      'The base URL of an endpoint that speaks the OpenAI API, up to and with `/v1`.',
      { maxLength: 2048, examples: ['https://llm.example.net/v1'] },
    ),
    model: key(TEXT, 'The model, as the endpoint calls it.', { examples: ['qwen3-8b'] }),
    apiKeySecret: key(
      { type: 'string', title: "a secret's name", pattern: '^[A-Za-z0-9/_+=.@-]+$', maxLength: 512 },
      "The name of the cell's secret that holds the endpoint's key as plain text. Default: the endpoint asks for none.",
      { examples: ['understudy/llm'] },
    ),
  },
  ['url', 'model'],
);

const CELL: Schema = {
  type: 'string',
  title: 'a cell such as aws:eu-west-1',
  pattern: '^(aws|google):[a-z0-9-]+$',
  examples: ['aws:eu-west-1'],
};

const RUNG = mapping(
  {
    tier: key(TIER, '1: the frontier model. 2: a smaller model. 3: deterministic, which always answers.'),
    name: key(NAME, 'Unique in the ladder.', { examples: ['frontier'] }),
    aws: key(
      mapping(
        {
          bedrock: key(BEDROCK, 'Amazon Bedrock.'),
          vllm: key(
            VLLM_ON_AWS,
            "vLLM on GPU instances of the cell's own; name the cells that pay for them (`cells`).",
          ),
          llamaCpp: key(LLAMA_CPP, 'llama.cpp on CPUs of the cell, for small models.'),
        },
        [],
      ),
      'What answers in the AWS cells: one of these.',
    ),
    google: key(
      mapping(
        {
          vertex: key(VERTEX, 'Vertex AI.'),
          vllm: key(VLLM_ON_GOOGLE, 'vLLM on Cloud Run with an L4; name the cells that pay for it (`cells`).'),
        },
        [],
      ),
      'What answers in the Google cells: one of these.',
    ),
    openAiCompatible: key(OPENAI_COMPATIBLE, 'An endpoint that speaks the OpenAI API; called from both clouds.'),
    deterministic: key(
      mapping(
        {
          responses: key(TEXT, 'The folder with the response packs, relative to this file.', {
            examples: ['./responses'],
          }),
        },
        ['responses'],
      ),
      'Templates, intents and retrieval inside the gateway: no model, no network. In every cell of both clouds.',
    ),
    cells: key(
      listOf(CELL, { uniqueItems: true }),
      'The cells that have this rung. Default: none that would need a GPU, else all that it has a source for.',
      {
        examples: [['aws:eu-west-1']],
      },
    ),
    residency: key(
      listOf(TEXT, { uniqueItems: true }),
      'Where an openAiCompatible endpoint processes: eu, us, apac, global, or a region outside those geographies. ' +
        'Required there, and derived for every other source.',
      { examples: [['eu']] },
    ),
    sharesFateWith: key(
      listOf(TEXT, { uniqueItems: true }),
      "What the rung is lost together with, in the team's own words. Default: nothing beside its provider.",
      { examples: [['on-premises']] },
    ),
    timeouts: key(
      TIMEOUTS,
      "How long a call may take; each is cut where the request's own time is shorter. Default: each has its own.",
    ),
    contextWindow: key(
      CONTEXT_WINDOW,
      'Tokens that the model takes at most. A request too long for one model goes only to one that declares more. ' +
        'Default: unknown, so that it is larger than none; 16384 for own compute.',
    ),
    abilities: key(
      listOf(word(...ABILITIES), { uniqueItems: true }),
      'What its models can beyond text, on every cloud that the rung names: call tools, keep to JSON, see images. A ' +
        'request that needs one goes to no rung that does not declare it. Default: none of them.',
      { examples: [['tools', 'json']] },
    ),
    controls: key(
      CONTROLS,
      "What the rung keeps to, in the team's own words; a route may require it. Default: nothing.",
    ),
    prompts: key(
      PROMPTS,
      'How this rung is asked and answers on a route, by its name: models do not share prompts. Default: as the caller asks.',
    ),
  },
  ['tier', 'name'],
  { title: 'a rung' },
);

export const LADDER = listOf(RUNG, {
  examples: [[{ tier: 3, name: 'script', deterministic: { responses: './responses' } }]],
});
