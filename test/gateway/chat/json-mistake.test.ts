import fc from 'fast-check';
import { jsonMistake } from '../../../lib/gateway/chat/json-mistake';

test.each([
  ['{"a": foo}', 6],
  ['{"a":1', 6],
  ['[1,]', 3],
  ['{"a":1,}', 7],
  ['{"a" 1}', 5],
  ['{a:1}', 1],
  ['[1 2]', 3],
  ['[1}', 2],
  ['"x\ny"', 2],
  ['"\\x"', 1],
  ['"\\u12g4"', 1],
  ['01', 1],
  ['1.', 1],
  ['{} {}', 3],
  ['', 0],
])('%j stops being JSON at %d', (text, offset) => {
  expect(jsonMistake(text)).toMatchObject({ offset, end: offset >= text.length });
});

test('lines and columns are counted from 1', () => {
  expect(jsonMistake('{\n  "a": 1,\n  b\n}')).toEqual({ offset: 14, line: 3, column: 3, end: false });
});

test('it finds a mistake exactly where JSON.parse does', () => {
  // A JSON text with a piece of it taken out, or of JSON's own characters put in.
  const spoilt = fc
    .tuple(fc.json(), fc.nat(), fc.nat(2), fc.string({ unit: fc.constantFrom(...'{}[]:,"\\0-.eu1 \n\ttn') }))
    .map(([text, at, cut, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + cut);
    });
  fc.assert(
    fc.property(spoilt, (text) => {
      expect(jsonMistake(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 1000 },
  );
});

test('nesting as deep as a body allows does not overflow the stack', () => {
  expect(jsonMistake('['.repeat(1_000_000))).toMatchObject({ offset: 1_000_000, end: true });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
