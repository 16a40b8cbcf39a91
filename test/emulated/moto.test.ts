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
