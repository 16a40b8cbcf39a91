// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { attributeOf, parseExpression, traversalsIn } from '../../../lib/estate/terraform/expression';
import { piecesOf } from '../../../lib/estate/terraform/template';

const text = (value: string) => ({ kind: 'text', text: value });
const expression = (source: string) => ({ kind: 'expression', source });
const unread = (source: string) => ({ kind: 'unread', source });

test.each<[string, object[]]>([
  ['', []],
  ['plain', [text('plain')]],
  ['$ and % and {} and $5', [text('$ and % and {} and $5')]],
  ['${a.b}', [expression('a.b')]],
  ['${ a.b }', [expression('a.b')]],
  ['x-${a.b}-${c}', [text('x-'), expression('a.b'), text('-'), expression('c')]],
  ['$${a}', [text('${a}')]],
  ['%%{a}', [text('%{a}')]],
  ['$$${a}', [text('$${a}')]],
  ['${{a = {b = 1}}.a.b}', [expression('{a = {b = 1}}.a.b')]],
  ['${f("}")}.', [expression('f("}")'), text('.')]],
  ['${f("\\"}")}.', [expression('f("\\"}")'), text('.')]],
  ['${f("a${g("}")}b")}.', [expression('f("a${g("}")}b")'), text('.')]],
  ['${f("$${")}.', [expression('f("$${")'), text('.')]],
  ['%{ if a }b%{ endif }', [unread('if a'), text('b'), unread('endif')]],
  ['a${b', [text('a'), unread('b')]],
  ['${f("}', [unread('f("}')]],
])('the template %s is taken apart', (template, pieces) => {
  expect(piecesOf(template)).toEqual(pieces);
});

const traversal = (root: string, ...steps: (string | number)[]) => ({ root, steps });

test.each<[string, unknown]>([
  ['true', true],
  ['null', null],
  ['12', 12],
  ['-0.5', -0.5],
  ['"a text"', 'a text'],
])('%s is a literal', (source, value) => {
  expect(parseExpression(source)).toEqual({ kind: 'literal', value });
});

test.each([
  ['var.a', traversal('var', 'a')],
  ['a_b.c-d.e', traversal('a_b', 'c-d', 'e')],
  ['a.b[0].c', traversal('a', 'b', 0, 'c')],
  ['a.b.0.c', traversal('a', 'b', 0, 'c')],
  ['a.b["c.d"].e', traversal('a', 'b', 'c.d', 'e')],
])('%s is a traversal', (source, expected) => {
  expect(parseExpression(source)).toMatchObject({ kind: 'traversal', traversal: expected });
});

test.each([
  ['join(".", [a.b, c.d[0]])', [traversal('a', 'b'), traversal('c', 'd', 0)]],
  ['a.b == "x" ? c.d : e.f', [traversal('a', 'b'), traversal('c', 'd'), traversal('e', 'f')]],
  ['a.b[*].c', [traversal('a', 'b')]],
  ['"x-${a.b}"', [traversal('a', 'b')]],
  ['f("g.h", "i-${j.k}")', [traversal('j', 'k')]],
  ['"a\\"b"', []],
  ['f()', []],
  ['"unended', []],
  ['', []],
])('%s is not evaluated, and what it speaks of is kept', (source, mentions) => {
  expect(parseExpression(source)).toMatchObject({ kind: 'other' });
  expect(traversalsIn(source)).toEqual(mentions.map((mention) => expect.objectContaining(mention)));
});

test.each([
  [['name'], 'name'],
  [['dns_resource_record', 0, 'name'], 'dns_resource_record[0].name'],
  [[], 'Ref'],
])('the attribute at %j is written %s', (steps, written) => {
  expect(attributeOf(steps)).toBe(written);
});
