import type { Golden } from '../../lib/contract/golden';
import { PROBE_ROUTE } from '../../lib/contract/route';
import { goldenProblems } from '../../lib/gateway/golden-rules';

const OPENING: Golden = {
  ask: 'When do you open?',
  example: 'We open at nine, and we are there for you.',
  expect: { pattern: '[Nn]ine', language: 'en', maxRepetition: 0, maxLength: 100, maxSeconds: 10 },
};

const problemsOf = (changes: Partial<Golden>) =>
  goldenProblems([{ ...PROBE_ROUTE, name: 'chat', golden: [OPENING, { ...OPENING, ...changes }] }]).map(
    ({ code, at, message }) => [code, at.join('.'), message],
  );

test('an example that is as expected is fine, and so is a route that asks nothing', () => {
  expect(problemsOf({})).toEqual([]);
  expect(goldenProblems([PROBE_ROUTE])).toEqual([]);
});

test.each<[string, Partial<Golden>, string]>([
  ['says something else', { example: 'We open at ten, and we are there for you.' }, 'pattern'],
  ['is in another language', { example: 'Nine: wir sind dann für Sie da.' }, 'language'],
  ['is in no language that can be told', { example: 'Nine.' }, 'language'],
  ['is too long', { expect: { maxLength: 10 } }, 'length'],
  ['is no such JSON', { expect: { jsonSchema: { type: 'object' } } }, 'json-schema'],
  ['falls short twice', { example: 'Zehn.' }, 'pattern, language'],
])('an example that %s', (_, changes, wanting) => {
  const message = `the example is not as it is expected: ${wanting}`;
  expect(problemsOf(changes)).toEqual([['golden-example-unmet', 'routes.chat.golden.1.example', message]]);
});

test('what could try for ever is told, and never tried', () => {
  const problems = problemsOf({ example: `${'a'.repeat(64)}b`, expect: { pattern: '(a+)+$' } });
  expect(problems.map(([code, at]) => [code, at])).toEqual([['slow-pattern', 'routes.chat.golden.1.expect.pattern']]);
});
