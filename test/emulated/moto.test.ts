import { unknownErrors } from './ledger';
import { tracebacksIn } from './moto';

test('a traceback is known by what it ends in; what was refused is none', () => {
  const log = `127.0.0.1 - - "POST / HTTP/1.1" 400 -
Traceback (most recent call last):
  File "a.py", line 1, in b
    c()
KeyError: 'x'
127.0.0.1 - - "POST / HTTP/1.1" 500 -
`;
  expect(tracebacksIn(log)).toEqual(["KeyError: 'x'"]);
  expect(tracebacksIn(log.split('\n')[0] as string)).toEqual([]);
});

test.each<[what: string, tracebacks: string[], told: number]>([
  ['what is known and met', ['NotImplementedError: The a_b action has not been implemented'], 0],
  [
    'an error that nobody knows of',
    ['NotImplementedError: The a_b action has not been implemented', "KeyError: 'x'"],
    1,
  ],
  ['an operation that is emulated now', [], 1],
])('%s', (_what, tracebacks, told) => {
  expect(unknownErrors(tracebacks, ['a_b'])).toHaveLength(told);
});
