import fc from 'fast-check';
import { jsonKeysTwice } from '../../../lib/estate/source/json-keys-twice';

const KEYS = ['Resources', 'quo"ted', 'back\\', 'col":on', 'brace{', '} ', 'ü', '__proto__', ''];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('a:', '"a":', '\\"'), fc.double(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  ),
}));
const space = fc.constantFrom('', ' ', '\t', '\r\n');

test('no text that is written from an object has a key twice', () => {
  fc.assert(fc.property(value, space, (json, by) => expect(jsonKeysTwice(JSON.stringify(json, null, by))).toEqual([])));
});

test('wherever a key stands twice, it is found, and at both places', () => {
  fc.assert(
    fc.property(value, value, value, fc.constantFrom(...KEYS), space, (one, two, around, key, by) => {
      const member = (json: unknown) => `${by}${JSON.stringify(key)}${by}:${by}${JSON.stringify(json, null, by)}`;
      const before = `[${JSON.stringify(around, null, by)},{"between":1,`;
      const text = `${before}${member(one)},"other":2,${member(two)}}]`;
      const [found, ...others] = jsonKeysTwice(text);
      expect(others).toEqual([]);
      expect(found?.key).toBe(key);
      for (const at of [found?.first, found?.again]) {
        expect(text.slice(at).startsWith(JSON.stringify(key))).toBe(true);
      }
      expect(found?.first).toBeLessThan(found?.again ?? 0);
    }),
  );
});

test.each([
  ['written in two ways', '{"A": 1, "\\u0041": 2}', ['A']],
  ['three times', '{"A": 1, "A": 2, "A": 3}', ['A', 'A']],
  ['in two objects', '[{"A": 1}, {"A": {"A": 2}}]', []],
])('a key that stands %s', (_how, text, keys) => {
  expect(jsonKeysTwice(text).map(({ key }) => key)).toEqual(keys);
});
