// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { Reference, Unknown } from '../../../lib/estate/value';
import { argument } from '../terraform-fixture';

const SECTIONS = {
  variable: { given: { default: 'd' }, asked: { type: 'string' }, map: { default: { a: ['first', 'second'] } } },
  locals: {
    plain: 'l',
    joined: '${local.plain}-${var.given}',
    whole: '${google_address.it}',
  },
  resource: {
    google_address: {
      it: { name: 'address', nested: { deep: 'down' }, listed: [{ deep: 'first' }], empty: null },
      many: { count: 2, name: 'one of them' },
    },
  },
  data: {
    aws_route53_zone: { zone: { name: 'example.com' } },
    terraform_remote_state: {
      other: { backend: 'gcs', config: { bucket: 'states', prefix: 'other' } },
      absent: { backend: 'gcs', config: { bucket: 'states', prefix: 'absent' } },
      elsewhere: { backend: 'http', config: { address: 'https://example.com' } },
      computed: { backend: 'gcs', config: { bucket: '${var.asked}', prefix: 'other' } },
    },
  },
};

const OTHER = {
  terraform: { backend: { gcs: { bucket: 'states', prefix: 'other' } } },
  output: {
    address: { value: '${google_address.theirs.address}' },
    name: { value: '${google_address.theirs.name}' },
    names: { value: ['${google_address.theirs.name}', 'second'] },
    back: { value: '${data.terraform_remote_state.stack.outputs.there}' },
  },
  resource: { google_address: { theirs: { name: 'their name' } } },
};

const evaluate = (raw: unknown) => argument(raw, SECTIONS, { other: OTHER });
const address = (attribute: string) => new Reference('stack/google_address.it', attribute);

test.each<[unknown, unknown]>([
  ['plain', 'plain'],
  [7, 7],
  [false, false],
  ['$${escaped}', '${escaped}'],
  ['${true}', true],
  ['${12}', 12],
  ['n${12}', 'n12'],
  ['${"text"}', 'text'],
  ['${var.given}', 'd'],
  ['${var.map.a[1]}', 'second'],
  ['${var.map["a"][0]}', 'first'],
  ['${local.plain}', 'l'],
  ['a ${local.joined}', 'a l-d'],
  ['${path.module}/file', './file'],
  [{ in: ['${local.plain}'], '//': 'a comment', absent: null }, { in: ['l'] }],
  ['${google_address.it.name}', 'address'],
  ['${google_address.it.nested.deep}', 'down'],
  ['${google_address.it.nested[0].deep}', 'down'],
  ['${google_address.it.listed[0].deep}', 'first'],
  ['${google_address.many[1].name}', 'one of them'],
  ['${data.aws_route53_zone.zone.name}', 'example.com'],
  ['${data.terraform_remote_state.other.outputs.name}', 'their name'],
  ['${data.terraform_remote_state.other.outputs.names[1]}', 'second'],
  ['${google_address.it.address}', address('address')],
  ['${google_address.it.empty}', address('empty')],
  ['${google_address.it.records[0].name}', address('records[0].name')],
  ['${google_address.it}', address('Ref')],
  ['${google_address.many[1].id}', new Reference('stack/google_address.many', 'id')],
  ['${data.terraform_remote_state.other.outputs.address}', new Reference('other/google_address.theirs', 'address')],
])('%j is %j', (raw, expected) => {
  expect(evaluate(raw)).toEqual(expected);
});

test.each<[unknown, RegExp]>([
  ['${upper("a")}', /upper\("a"\) is not evaluated/],
  ['${var.asked}', /asked has no default/],
  ['${var.missing}', /no variable missing/],
  ['${var.map.b}', /has no b/],
  ['${local.missing}', /no local value missing/],
  ['${google_address.missing.name}', /no resource google_address.missing/],
  ['${data.aws_route53_zone.zone.zone_id}', /read when Terraform runs/],
  ['${data.aws_route53_zone.missing.zone_id}', /no data aws_route53_zone.missing/],
  ['${data.terraform_remote_state.absent.outputs.name}', /gcs:\/\/states\/absent is not among/],
  ['${data.terraform_remote_state.elsewhere.outputs.name}', /this remote state is not among/],
  ['${data.terraform_remote_state.computed.outputs.name}', /this remote state is not among/],
  ['${data.terraform_remote_state.other.outputs.missing}', /other has no output missing/],
  ['${data.terraform_remote_state.other.backend}', /only outputs are read/],
  ['${module.network.id}', /the module network is not read/],
  ['${count.index}', /count and for_each/],
  ['${each.key}', /count and for_each/],
  ['${path.cwd}', /depends on where Terraform runs/],
  ['${terraform.workspace}', /workspace is chosen/],
  ['a-${google_address.it.address}', /known only after deployment/],
  ['%{ if true }a%{ endif }', /known only after deployment|not evaluated/],
  ['${unended', /not evaluated/],
])('%j is unknown', (raw, reason) => {
  const value = evaluate(raw);
  expect(value).toBeInstanceOf(Unknown);
  expect((value as Unknown).reason).toMatch(reason);
  expect((value as Unknown).place.file).toBe('stacks/stack/cdk.tf.json');
});

test.each<[string, Reference[]]>([
  ['a-${google_address.it.address}', [address('address')]],
  ['${upper(google_address.it.address)}', [address('address')]],
  ['${upper("x-${google_address.it.name}")}', [address('name')]],
  ['${lower(local.whole)}', [address('Ref')]],
  [
    '${lower(data.terraform_remote_state.other.outputs.address)}',
    [new Reference('other/google_address.theirs', 'address')],
  ],
  ['${data.aws_route53_zone.zone.zone_id}', [new Reference('stack/data.aws_route53_zone.zone', 'zone_id')]],
  ['%{ for a in google_address.it.list }${a.b}%{ endfor }', [address('list')]],
])('what %s speaks of is not lost', (raw, mentions) => {
  expect(evaluate(raw)).toMatchObject({ mentions });
});

test('a dynamic block makes a block of each element, beside those that are written', () => {
  const replica = {
    for_each: ['eu-west-1', 'eu-west-3'],
    content: { region_name: '${replica.value}', at: '${replica.key}', of: 'x-${replica.value}' },
  };
  const rule = [
    {
      for_each: '${local.rules}',
      iterator: 'each_rule',
      content: {
        path: '${each_rule.value.path}',
        dynamic: { header: { for_each: ['a'], content: [{ n: '${each_rule.key}-${header.value}' }] } },
      },
    },
  ];
  const locals = { rules: { one: { path: '/a' }, two: { path: '/b' } } };
  expect(argument({ rule: { path: '/' }, dynamic: { rule, replica }, other: '${replica.value}' }, { locals })).toEqual({
    rule: [{ path: '/' }, { path: '/a', header: [{ n: 'one-a' }] }, { path: '/b', header: [{ n: 'two-a' }] }],
    replica: [
      { region_name: 'eu-west-1', at: 0, of: 'x-eu-west-1' },
      { region_name: 'eu-west-3', at: 1, of: 'x-eu-west-3' },
    ],
    other: expect.objectContaining({ reason: 'there is no resource replica.value' }),
  });
  expect(argument({ dynamic: { rule: { for_each: [], content: {} } } }, {})).toEqual({});
});

test('one of which nobody knows how many it makes leaves its kind of block unknown, and only that', () => {
  const for_each = '${toset(var.rules)}';
  const value = evaluate({ kept: 1, dynamic: { rule: { for_each, content: { a: '${google_address.it.id}' } } } });
  expect(value).toEqual({ kept: 1, rule: expect.objectContaining({ reason: 'a dynamic block makes rule' }) });
  expect((value as unknown as { rule: Unknown }).rule.mentions).toEqual([address('id')]);
});

test('two stacks that claim one state leave what they say unknown', () => {
  const value = argument('${data.terraform_remote_state.other.outputs.name}', SECTIONS, { other: OTHER, twin: OTHER });
  expect(value).toBeInstanceOf(Unknown);
});

test('states are told apart by their backend, bucket and path', () => {
  const inS3 = { ...OTHER, terraform: { backend: { s3: { bucket: 'states', key: 'other' } } } };
  expect(argument('${data.terraform_remote_state.other.outputs.name}', SECTIONS, { other: inS3 })).toBeInstanceOf(
    Unknown,
  );
  const data = { terraform_remote_state: { other: { backend: 's3', config: { bucket: 'states', key: 'other' } } } };
  const reading = { ...SECTIONS, data };
  expect(argument('${data.terraform_remote_state.other.outputs.name}', reading, { other: inS3 })).toBe('their name');
});

test('stacks that read each other without end are unknown', () => {
  const stack = {
    terraform: { backend: { gcs: { bucket: 'states', prefix: 'stack' } } },
    output: { there: { value: '${data.terraform_remote_state.other.outputs.back}' } },
    data: SECTIONS.data,
  };
  const data = { terraform_remote_state: { stack: { backend: 'gcs', config: { bucket: 'states', prefix: 'stack' } } } };
  const value = argument('${data.terraform_remote_state.other.outputs.back}', stack, { other: { ...OTHER, data } });
  expect(value).toMatchObject({ reason: expect.stringContaining('refers to itself') });
});

test('names that hold names that hold names stay within bounds', () => {
  const doubled = (wrap: (name: string) => unknown) =>
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`n${index}`, wrap(`n${index + 1}`)]));
  const lists = { locals: { ...doubled((name) => [`\${local.${name}}`, `\${local.${name}}`]), n60: 'end' } };
  expect(JSON.stringify(argument('${local.n0}', lists))).toContain('more than 100000 values');
  const texts = { locals: { ...doubled((name) => `\${local.${name}}\${local.${name}}`), n60: 'end' } };
  expect(argument('${local.n0}', texts)).toBeInstanceOf(Unknown);
  const chain = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`n${index}`, `\${local.n${index + 1}}`]));
  expect(argument('${local.n0}', { locals: chain })).toMatchObject({ reason: expect.stringContaining('100 deep') });
});
