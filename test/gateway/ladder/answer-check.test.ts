import type { AnswerRule } from '../../../lib/contract/route';
import { type AnswerCheck, answerCheck } from '../../../lib/gateway/ladder/answer-check';
import { repetition } from '../../../lib/gateway/ladder/repetition';

const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };

test.each<[rule: AnswerRule, answer: string, satisfied: boolean]>([
  [{}, 'anything', true],
  [{ pattern: 'x' }, 'x'.repeat(16_384), true],
  [{ pattern: 'x' }, 'x'.repeat(16_385), false],
  [{ jsonSchema: { items: { pattern: 'x' } } }, JSON.stringify(Array(3).fill('x'.repeat(16_000))), true],
  [{ jsonSchema: { items: { pattern: 'x' } } }, JSON.stringify(['x'.repeat(16_385)]), false],
  [{ jsonSchema: { items: { type: 'string' } } }, JSON.stringify(['x'.repeat(16_385)]), true],
  [{ maxRefusalRate: 0 }, 'Here you are.', true],
  [{ maxRefusalRate: 0 }, "I'm sorry, but I can't help with that.", false],
  [{ maxRefusalRate: 0 }, 'I’m unable to assist with this request.', false],
  [{ maxRefusalRate: 0 }, 'Sorry, I cannot share that.', false],
  [{ maxRefusalRate: 0 }, 'Unfortunately, we are not able to do so.', false],
  [{ maxRefusalRate: 0 }, 'The door says: I cannot open.', true],
  [{ maxRefusalRate: 0 }, 'I can help with that.', true],
  [{ maxRefusalRate: 0, refusalPattern: '^leider' }, 'Leider nicht.', false],
  [{ maxRefusalRate: 0, refusalPattern: '^leider' }, 'I cannot.', true],
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
  expect(answerCheck(rule, 'rung')(answer) === undefined).toBe(satisfied);
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

test.each<[rule: AnswerRule, answer: string, broken: string]>([
  [{ pattern: 'a', maxRepetition: 0 }, 'b', 'pattern'],
  [{ maxRepetition: 0 }, 'a a a a a', 'repetition'],
  [{ jsonSchema: schema }, '{}', 'json-schema'],
  [{ maxRefusalRate: 0 }, 'I cannot.', 'refusal'],
])('%j of %j: what is not satisfied is %s', (rule, answer, broken) => {
  expect(answerCheck(rule, 'rung')(answer)).toBe(broken);
});

describe('a rate of refusals', () => {
  const refused = 'I cannot help with that.';
  const said = (check: AnswerCheck, answers: readonly string[]) => answers.map(check);

  test('one refusal is a judgement and stands; more than the rate of the last 20 does not', () => {
    const check = answerCheck({ maxRefusalRate: 0.1 }, 'rung');
    expect(said(check, [refused, refused, refused, 'yes'])).toEqual([undefined, undefined, 'refusal', undefined]);
  });

  test('is of the last hundred answers', () => {
    const check = answerCheck({ maxRefusalRate: 0.1 }, 'rung');
    said(check, Array(10).fill(refused));
    said(check, Array(100).fill('yes'));
    expect(said(check, Array(11).fill(refused)).filter(Boolean)).toEqual(['refusal']);
  });

  test('is of one rung: what another refuses is not counted against it', () => {
    const rule = { maxRefusalRate: 0 };
    expect(answerCheck({ maxRefusalRate: 0.05 }, 'one')(refused)).toBeUndefined();
    const shared = { maxRefusalRate: 0.05 };
    expect([answerCheck(shared, 'one')(refused), answerCheck(shared, 'other')(refused)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(answerCheck(shared, 'one')(refused)).toBe('refusal');
    expect(answerCheck(rule, 'one')(refused)).toBe('refusal');
  });
});
