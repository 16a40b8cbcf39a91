import { backtracking } from '../../../lib/gateway/patterns/backtracking';

test.each([
  '(a+)+$',
  '(a*)*b',
  '(a|a)*$',
  '(a|\\w)*!',
  '(?:a|b|ab)*c',
  '^(?<x>\\w+\\s?)*$',
  '(x+x+)+y',
  '([a-z]+)*!',
  '(a{1,5})*!',
  '(a{2}|a{3})+!',
  '(?:[^,]|\\s)*;',
  'x(?=(a+)+b)',
  '(?<!(a|a)*b)c',
  '(|a|a)*b',
  '(a(|)b)*c',
  '(a?){3}(?:b*)*c',
])('%s can go on without bound', (pattern) => {
  expect(backtracking(pattern, 'i')).toBe('exponential');
});

test.each([
  'x',
  '',
  '(ab)+',
  '\\(a+\\)+',
  '[(+]+(a)+',
  '(a|b)*c+',
  '(?<order>[A-Z]{2}-\\d{4,8})',
  '^([a-z]+\\.)*[a-z]+$',
  '^\\d{1,3}(,\\d{3})*$',
  '(?:[^"\\\\]|\\\\.)*"',
  '\\b(speak|talk|write)\\b.*\\b(human|person)\\b',
  'a+b+c+$',
  '[a-m]*[n-z]*!',
  '"[^"]*"\\s*:\\s*[0-9]+',
  '(?:word|words?)\\s+',
  '(?<a>x)\\k<a>+',
  '(\\p{L}+ )+',
])('%s cannot', (pattern) => {
  expect(backtracking(pattern, 'u')).toBe('bounded');
});

test('letters that are one by case alone are read alike', () => {
  expect(backtracking('(a|A)*b', '')).toBe('bounded');
  expect(backtracking('(a|A)*b', 'i')).toBe('exponential');
});

test('what is too large to be judged is not said to be bounded', () => {
  expect(backtracking(`(${'a?'.repeat(1200)})*b`, '')).toBe('unknown');
});

test.each(['a*a*b', '\\s*.*;', '.*foo.*bar', '^\\w+[a-z]+\\d*$x', '(ab)*x?(ab)*c', '(a|b)*(b|c)*(a|c)*!'])(
  '%s takes the square of the length, or more',
  (pattern) => {
    expect(backtracking(pattern, '')).toBe('polynomial');
  },
);
