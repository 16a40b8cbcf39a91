import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { check } from '../../../lib/checks/check';
import { locationOf } from '../../../lib/checks/finding';
import { jsonPositions } from '../../../lib/estate/source/json-positions';
import { Positions } from '../../../lib/estate/source/positions';
import { yamlPositions } from '../../../lib/estate/source/yaml-positions';
import { folderOf } from '../assembly-fixture';

type Json = null | string | number | Json[] | { [key: string]: Json };

const KEYS = ['Resources', 'my.queue', 'quo"ted', 'com,ma', 'brace{', '] ', '1', 'back\\', 'line\nbreak'];

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom('', '}', ',\n"', '\\"', '\\'), fc.integer(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  ),
}));

/** A line for each bracket and each leaf, and on which line each path begins. */
function printed(json: Json): { text: string; lines: Map<string, number> } {
  const text: string[] = [''];
  const lines = new Map<string, number>();
  const print = (one: Json, path: string, before: string) => {
    if (path !== '') lines.set(path, text.length + 1);
    if (typeof one !== 'object' || one === null) return text.push(`${before}${JSON.stringify(one)}`);
    const members = Object.entries(one);
    text.push(`${before}${Array.isArray(one) ? '[' : '{'}`);
    for (const [index, [key, member]] of members.entries()) {
      print(member, path === '' ? key : `${path}.${key}`, Array.isArray(one) ? ' ' : ` ${JSON.stringify(key)} : `);
      if (index < members.length - 1) text[text.length - 1] += ' ,';
    }
    return text.push(Array.isArray(one) ? ' ]' : ' }');
  };
  print(json, '', ' ');
  return { text: text.join('\n'), lines };
}

test('every place of a text is on its line, in JSON and, since JSON is YAML, in YAML', () => {
  fc.assert(
    fc.property(value, (json) => {
      const { text, lines } = printed(json);
      expect(JSON.parse(text)).toEqual(json);
      const [inJson, inYaml] = [jsonPositions(text), yamlPositions(text)];
      for (const [path, line] of lines) {
        expect([path, inJson.line(path)]).toEqual([path, line]);
        expect([path, inYaml.line(path)]).toEqual([path, line]);
        expect(inJson.line(`${path}.nowhere`)).toBeUndefined();
      }
    }),
  );
});

test('a key with dots is found where its beginning is a key too', () => {
  const text = '{\n"a": { "b": 1 },\n"a.c": { "d": 1 },\n"a.b.e": 1 }';
  const lines = ['a.b', 'a.c.d', 'a.b.e', 'a.x'].map((path) => jsonPositions(text).line(path));
  expect(lines).toEqual([2, 3, 4, undefined]);
});

test.each(['', '{', '[1', '{"a"', '{"a":', '{"a": {"b', 'words'])(
  'a text that ends early has no places: %j',
  (text) => {
    expect(jsonPositions(text).line('a.b')).toBeUndefined();
  },
);

test('what is inside of a value is read once, however many ask', () => {
  const read = jest.fn((at: number) => new Map([['a', { offset: at, value: at + 1 }]]));
  const positions = new Positions<number>('text', 0, read);
  for (let count = 0; count < 100; count += 1) positions.line('a.a.a');
  expect(read).toHaveBeenCalledTimes(3);
});

test('a finding in a folder of several files names the one that it is in', () => {
  const file = (name: string) => ({ resource: { aws_sqs_queue: { [name]: { name } } } });
  const folder = folderOf({
    'a.tf.json': JSON.stringify({ ...file('one'), provider: { aws: { region: 'eu-west-1' } } }),
    'b.tf.json': JSON.stringify(file('two'), null, 1),
  });
  const asked = { asked: { survive: [] }, rules: [], only: ['queue-without-dead-letters'], skip: [] };
  const { findings } = check({ paths: [folder], ...asked });
  // Below the working folder a location is told from there.
  const locations = findings.map(({ place }) => locationOf(place));
  expect(locations.map((at) => at && { ...at, file: resolve(at.file) })).toEqual([
    { file: join(folder, 'a.tf.json'), line: 1 },
    { file: join(folder, 'b.tf.json'), line: 4 },
  ]);
});
