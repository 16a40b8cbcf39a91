import { EXPECTATION_DEFAULTS, LANGUAGES } from '../../contract/golden';
import { ANSWER } from './calls';
import { key, listOf, mapping, type Schema } from './keyword';
import { DURATION, TEXT, word } from './shapes';

/** A question travels to every rung of every cell each minute, and in every bundle. */
const QUESTION: Schema = { ...TEXT, title: 'a question of at most 2,048 characters' };

const { jsonSchema, pattern, maxRepetition } = ANSWER.properties!;

const EXPECTATION = mapping(
  {
    jsonSchema,
    pattern,
    maxRepetition,
    maxLength: key(
      { type: 'integer', title: 'a whole number above 0', minimum: 1 },
      'The most characters that an answer may have.',
      { default: EXPECTATION_DEFAULTS.maxLength },
    ),
    language: key(
      word(...LANGUAGES),
      'The language that an answer is in, told by its commonest words: for sentences, not for single words. Default: any.',
      { examples: ['en'] },
    ),
    within: key(DURATION, 'From the question to the whole answer; at most 45s, since the next minute asks again.', {
      default: `${EXPECTATION_DEFAULTS.maxSeconds}s`,
    }),
  },
  [],
  { title: 'what to expect of an answer: all that is given', examples: [{ pattern: '[Nn]ine' }] },
);

/** What the prober asks of a route's rungs, and how it knows a good answer. */
export const GOLDEN = listOf(
  mapping(
    {
      ask: key(QUESTION, 'As a caller would ask it.', { examples: ['When do you open?'] }),
      example: key(TEXT, 'An answer as it is expected: it proves that one can be given.', {
        examples: ['We open at nine.'],
      }),
      expect: key(EXPECTATION, 'How a good answer is known, the same for every rung.'),
    },
    ['ask', 'example', 'expect'],
  ),
  { examples: [[{ ask: 'When do you open?', example: 'We open at nine.', expect: { pattern: '[Nn]ine' } }]] },
);
