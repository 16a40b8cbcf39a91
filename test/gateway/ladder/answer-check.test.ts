import type { AnswerRule } from '../../../lib/contract/route';
import { answerCheck } from '../../../lib/gateway/ladder/answer-check';
import { repetition } from '../../../lib/gateway/ladder/repetition';

const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };

test.each<[rule: AnswerRule, answer: string, satisfied: boolean]>([
  [{}, 'anything', true],
  [{ pattern: '^AB-[0-9]+$' }, 'AB-12', true],
  [{ pattern: '^AB-[0-9]+$' }, 'Here you are: AB-12', false],
  [{ pattern: '[0-9]' }, 'Here you are: AB-12', true],
  [{ jsonSchema: schema }, '{"total": 7}', true],
  [{ jsonSchema: schema }, '{"total": "7"}', false],
  [{ jsonSchema: schema }, 'The total is 7.', false],
  [{ jsonSchema: schema }, '```json\n{"total": 7}\n```', false],
  [{ jsonSchema: { $ref: 'https://example.com/none' } }, '{}', false],
  [{ maxRepetition: 0.5 }, 'I see the cat and I see the dog', true],
  [{ maxRepetition: 0.5 }, 'no no no no no no no no no no', false],
  [{ maxRepetition: 0 }, 'three words only', true],
  [{ pattern: 'a', maxRepetition: 0 }, 'b', false],
])('%j of %j: %s', (rule, answer, satisfied) => {
  expect(answerCheck(rule)(answer)).toBe(satisfied);
});

test.each([
  ['', 0],
  ['a b c d', 0],
  ['a b c d e f g h', 0],
  // Four sequences, of which the last is the first again.
  ['a b c a b c a', 0.25],
  ['a a a a a', 0.5],
])('%j repeats itself by %d', (text, share) => {
  expect(repetition(text)).toBe(share);
});
