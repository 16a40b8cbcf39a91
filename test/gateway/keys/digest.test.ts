import fc from 'fast-check';
import { isKnownKey, parseDigests } from '../../../lib/gateway/keys/digest';
import { digestOf } from '../support/fleet';

test.each([
  ['one key', ['a'], 'a', true],
  ['the last of several', ['x', 'y', 'a'], 'a', true],
  ['another key', ['x', 'y'], 'a', false],
  ['no keys', [], 'a', false],
  ['the empty key', ['a'], '', false],
])('%s', (_case, keys, asked, known) => {
  expect(isKnownKey(asked, { digests: keys.map(digestOf) })).toBe(known);
});

test('only the keys whose digests are there are known', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (keys, asked) => {
      expect(isKnownKey(asked, { digests: keys.map(digestOf) })).toBe(keys.includes(asked));
    }),
  );
});

test.each([
  ['{"digests":[]}', { digests: [] }],
  [`{"digests":["${digestOf('a')}"]}`, { digests: [digestOf('a')] }],
  [`{"digests":["${digestOf('a').toUpperCase()}"]}`, undefined],
  ['{"digests":["short"]}', undefined],
  ['{"digests":"none"}', undefined],
  ['{}', undefined],
  ['null', undefined],
  ['no json', undefined],
])('reads %s', (text, digests) => {
  expect(parseDigests(text)).toEqual(digests);
});
