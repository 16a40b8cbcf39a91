// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are CloudFormation's
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { yamlTemplate } from '../../lib/estate/cloudformation/yaml-template';

const KEYS = ['Resources', 'a: b', '- ', '#', 'quo"ted', "'", 'null', '1', 'yes', '__proto__', 'line\nbreak', '<<', ''];
const TEXTS = [
  '',
  ' ',
  'true',
  'no',
  '0x1F',
  '1_000',
  '1e3',
  '2010-09-09',
  '~',
  '!Ref A',
  '&a',
  '*a',
  'a\n\n b\n',
  '%',
];
const leaf = fc.oneof(fc.constantFrom(...KEYS, ...TEXTS), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(leaf, fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  ),
}));
const template = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 4 });

test('what another writer of YAML writes is read as it was, in every style', () => {
  const style = fc.record({
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
    lineWidth: fc.constantFrom(0, 20, 80),
  } as const);
  fc.assert(
    fc.property(template, style, (json, options) => {
      const text = stringify(json, { ...options, aliasDuplicateObjects: false, defaultKeyType: 'QUOTE_DOUBLE' });
      expect(yamlTemplate(text)).toEqual(parse(text));
    }),
  );
});

test.each([
  ...[
    '1',
    '01',
    '0o17',
    '0x1f',
    '+1',
    '1.',
    '.5',
    '1e3',
    '-.inf',
    '1_000',
    '12:30',
    '2010-09-09',
    '18446744073709551616',
  ],
  ...['true', 'True', 'yes', 'on', 'null', '~', '', 'Null', '=', '<<'],
  ...['"\\u0041"', "'it''s'", '|\n  a\n  b\n', '>-\n  a\n  b\n', '[a, {b: c}]', '\n  ? a\n  : b', '&x 1', '!!str 1'],
])('a value means what it means to the rest of the project: %j', (scalar) => {
  const text = `a: ${scalar}\n`;
  expect(yamlTemplate(text)).toEqual(parse(text));
});

test.each([
  ['!Ref Jobs', { Ref: 'Jobs' }],
  ['!Condition IsLive', { Condition: 'IsLive' }],
  ['!GetAtt Jobs.Outputs.Arn', { 'Fn::GetAtt': ['Jobs', 'Outputs.Arn'] }],
  ['!GetAtt [Jobs, Arn]', { 'Fn::GetAtt': ['Jobs', 'Arn'] }],
  ['!Join ["", [!Ref A, b]]', { 'Fn::Join': ['', [{ Ref: 'A' }, 'b']] }],
  ['!Transform {Name: Theirs}', { 'Fn::Transform': { Name: 'Theirs' } }],
  ['!Sub "${A}"', { 'Fn::Sub': '${A}' }],
  ['!GetAZs ""', { 'Fn::GetAZs': '' }],
  // Of another tool: nothing evaluates it, and it is not taken for its text.
  ['!Embed file', { 'Fn::Embed': 'file' }],
])('a short form is its long one: %s', (short, long) => {
  expect(yamlTemplate(`a: ${short}\n`)).toEqual({ a: long });
});

test('all that is wrong is told at once, each with its line', () => {
  const problems = yamlTemplate('a: [1\nb: "\\q"\nc: @\n');
  expect(problems).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'invalid-yaml', line: 2 })]));
  expect((problems as readonly unknown[]).length).toBeGreaterThan(1);
});

test('a key that stands twice is told wherever it does', () => {
  const text = 'a: {x: 1, "x": 2}\nb:\n  y: 1\n  z: {}\n  y: 2\n';
  expect(yamlTemplate(text)).toEqual([
    expect.objectContaining({ code: 'key-written-twice', found: 'x, on line 1 and on line 1', line: 1 }),
    expect.objectContaining({ code: 'key-written-twice', found: 'y, on line 3 and on line 5', line: 5 }),
  ]);
});

test('aliases are followed as long as they do not multiply', () => {
  expect(yamlTemplate('a: &a {x: 1}\nb: *a\n')).toEqual({ a: { x: 1 }, b: { x: 1 } });
});
