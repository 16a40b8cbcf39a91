import { ANSWER_PLACE, DEFAULT_TIMEOUTS } from '../../contract/ladder';
import { key, listOf, mapping, type Schema } from './keyword';
import { DURATION, TEXT, word } from './shapes';

const seconds = (of: keyof typeof DEFAULT_TIMEOUTS) => `${DEFAULT_TIMEOUTS[of]}s`;

/** How long one call to a rung may take. */
export const TIMEOUTS = mapping(
  {
    headers: key(DURATION, "A stream's connection and headers.", { default: seconds('headersSeconds') }),
    firstToken: key(DURATION, "A stream's first content, counted from the call.", {
      default: seconds('firstTokenSeconds'),
    }),
    idle: key(DURATION, 'Between two pieces of a stream.', { default: seconds('idleSeconds') }),
    total: key(DURATION, "The whole answer. Default: the request's own time."),
  },
  [],
  { minProperties: 1, examples: [{ firstToken: '60s' }] },
);

/** A prompt is a few pages at most: it travels in every cell's bundle, and in the templates' metadata. */
const PROSE: Schema = { ...TEXT, maxLength: 16_384 };

const PROMPT = mapping(
  {
    system: key(PROSE, "Stands before the caller's own messages. Default: those alone.", {
      examples: ['Answer in two sentences.'],
    }),
    parameters: key(
      mapping(
        {
          temperature: key(
            { type: 'number', title: 'a number from 0 to 2', minimum: 0, maximum: 2 },
            "As OpenAI counts it. Default: the caller's.",
            {
              examples: [0.2],
            },
          ),
          topP: key(
            { type: 'number', title: 'a number from 0 to 1', minimum: 0, maximum: 1 },
            "OpenAI's top_p. Default: the caller's.",
            {
              examples: [0.9],
            },
          ),
          maxTokens: key(
            { type: 'integer', title: 'a whole number above 0', minimum: 1 },
            "Tokens of an answer. Default: the caller's.",
            {
              examples: [1024],
            },
          ),
        },
        [],
      ),
      "In place of the caller's parameters. Default: none.",
      { examples: [{ temperature: 0.2 }] },
    ),
    template: key(
      {
        ...PROSE,
        title: `a text with ${ANSWER_PLACE} once`,
        pattern: '^((?!\\{\\{answer\\}\\})[^])*\\{\\{answer\\}\\}((?!\\{\\{answer\\}\\})[^])*$',
      },
      "What is answered; the model's own words stand in its place. Default: they alone.",
      { examples: [`${ANSWER_PLACE} (answered by a smaller model)`] },
    ),
  },
  [],
  { title: 'a prompt: system, parameters, template', minProperties: 1, examples: [{ system: 'Be brief.' }] },
);

export const PROMPTS: Schema = {
  type: 'object',
  title: 'a mapping from routes to prompts',
  additionalProperties: PROMPT,
  minProperties: 1,
  examples: [{ chat: { system: 'Be brief.' } }],
};

export const CONTROLS = listOf(TEXT, { uniqueItems: true, examples: [['zero-retention']] });

export const CONTEXT_WINDOW: Schema = {
  type: 'integer',
  title: 'a number of tokens',
  minimum: 1,
  examples: [200_000],
};

export const ANSWER = mapping(
  {
    jsonSchema: key(
      { type: 'object', title: 'a JSON Schema', examples: [{ type: 'object', required: ['total'] }] },
      'The answer must be JSON that this schema (draft 2020-12) admits. Default: any text.',
    ),
    pattern: key(TEXT, 'A regular expression that must be found in the answer. Default: none.', {
      examples: ['^[A-Z]{2}-[0-9]+$'],
    }),
    maxRepetition: key(
      { type: 'number', title: 'a number from 0 to 1', minimum: 0, maximum: 1 },
      'The largest share of its sequences of four words that may repeat an earlier one. Default: 1.',
      { examples: [0.5] },
    ),
    maxRefusalRate: key(
      { type: 'number', title: 'a number from 0 to 1', minimum: 0, maximum: 1 },
      "The largest share of a rung's last 100 answers on the route in which it may refuse in words; a refusal above it " +
        "falls to the next rung. A content filter's refusal is never counted, and never answered by another model. " +
        'Default: 1.',
      { examples: [0.2] },
    ),
    refusalPattern: key(
      TEXT,
      'With maxRefusalRate: a regular expression found in an answer that refuses, whatever the case of its letters. ' +
        'Default: how models refuse in English.',
      { examples: ['^(Leider|Tut mir leid)'] },
    ),
  },
  [],
  { minProperties: 1, examples: [{ maxRepetition: 0.5 }] },
);

export const BROKEN_STREAM = word('error', 'restart');
