import { type AnswerRule, DEFAULT_REFUSAL, type Route } from '../../lib/contract/route';
import { answerRuleProblems } from '../../lib/gateway/answer-rules';

const route: Route = {
  name: 'extract',
  deadlineSeconds: 60,
  floor: 3,
  queue: 'never',
  residency: [],
  durability: 'region',
  otherCloudDown: 'refuse',
};

const problemsOf = (answer: AnswerRule) =>
  answerRuleProblems([{ ...route, answer }]).map(({ code, at }) => `${code} ${at.join('.')}`);

test.each<[AnswerRule, string[]]>([
  [{ pattern: '^[A-Z]{2}-[0-9]+$' }, []],
  [{ jsonSchema: { type: 'object', required: ['total'], properties: { total: { format: 'money' } } } }, []],
  [{ jsonSchema: { $defs: { a: { type: 'null' } }, $ref: '#/$defs/a' } }, []],
  [{ pattern: '(a+)+$' }, ['slow-pattern routes.extract.answer.pattern']],
  [{ pattern: '\\s*.*;' }, ['slow-pattern routes.extract.answer.pattern']],
  [{ maxRefusalRate: 0.1, refusalPattern: 'a*a*b' }, ['slow-pattern routes.extract.answer.refusalPattern']],
  [{ maxRefusalRate: 0.1, refusalPattern: DEFAULT_REFUSAL }, []],
  [{ pattern: 'a?'.repeat(400) }, ['slow-pattern routes.extract.answer.pattern']],
  [{ jsonSchema: { type: 'objekt' } }, ['malformed-schema routes.extract.answer.jsonSchema']],
  [{ jsonSchema: { required: 'total' } }, ['malformed-schema routes.extract.answer.jsonSchema']],
  [{ jsonSchema: { pattern: '(' } }, ['malformed-schema routes.extract.answer.jsonSchema']],
  [{ jsonSchema: { $ref: 'https://example.com/none' } }, ['malformed-schema routes.extract.answer.jsonSchema']],
  [{ jsonSchema: { items: { pattern: '(a|a)*$' } } }, ['slow-pattern routes.extract.answer.jsonSchema']],
  [{ jsonSchema: { patternProperties: { '(a+)+$': {} } } }, ['slow-pattern routes.extract.answer.jsonSchema']],
  [
    { pattern: '(a+)+$', jsonSchema: { type: 7 } },
    ['slow-pattern routes.extract.answer.pattern', 'malformed-schema routes.extract.answer.jsonSchema'],
  ],
])('%j', (answer, problems) => {
  expect(problemsOf(answer)).toEqual(problems);
});

test('a route that asks nothing has nothing wrong', () => {
  expect(answerRuleProblems([route])).toEqual([]);
});
