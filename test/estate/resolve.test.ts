// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are CloudFormation's placeholders
import fc from 'fast-check';
import { TemplateResolver } from '../../lib/estate/resolve';
import { Reference, Unknown } from '../../lib/estate/value';
import { estateOf, nodeOf } from './assembly-fixture';

const TEMPLATE = {
  Parameters: {
    Stage: { Type: 'String', Default: 'prod' },
    Size: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Open: { Type: 'String' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/path' },
  },
  Mappings: { ByRegion: { 'eu-west-1': { Image: 'ami-1', List: ['x', 'y'] } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Open: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
    Either: { 'Fn::Or': [{ Condition: 'Open' }, { Condition: 'Yes' }] },
    Neither: { 'Fn::And': [{ Condition: 'Open' }, { Condition: 'No' }] },
    Both: { 'Fn::And': [{ Condition: 'Open' }, { Condition: 'Yes' }] },
    Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
  },
  Resources: {
    Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'data-${Stage}' } } },
    Nameless: { Type: 'AWS::S3::Bucket' },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Circular: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Circular' } } },
    Gone: { Type: 'AWS::S3::Bucket', Condition: 'No' },
  },
};

// Of another template: the reader refuses one with circles.
const stack = estateOf({}).stacks[0];

function resolve(value: unknown) {
  if (stack === undefined) throw new Error('no stack');
  return new TemplateResolver(TEMPLATE, stack, (id) => `Stack/${id}`).resolve(value, 'Here');
}

const ref = (name: string) => ({ Ref: name });

test.each<[unknown, unknown]>([
  [ref('AWS::Region'), 'eu-west-1'],
  [ref('AWS::AccountId'), '111122223333'],
  [ref('AWS::Partition'), 'aws'],
  [ref('AWS::URLSuffix'), 'amazonaws.com'],
  [ref('AWS::StackName'), 'Stack'],
  [ref('Stage'), 'prod'],
  [ref('Size'), '3'],
  [ref('Zones'), ['a', 'b']],
  [ref('Named'), 'data-prod'],
  [ref('Nameless'), new Reference('Stack/Nameless', 'Ref')],
  [ref('Queue'), new Reference('Stack/Queue', 'Ref')],
  [ref('Circular'), new Reference('Stack/Circular', 'Ref')],
  [{ 'Fn::GetAtt': ['Named', 'Arn'] }, new Reference('Stack/Named', 'Arn')],
  [{ 'Fn::GetAtt': 'Named.Arn' }, new Reference('Stack/Named', 'Arn')],
  [{ 'Fn::GetAtt': 'Named.Deep.Arn' }, new Reference('Stack/Named', 'Deep.Arn')],
  [{ 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'eu-west-1b'],
  [{ 'Fn::GetAZs': 'eu-west-3' }, ['eu-west-3a', 'eu-west-3b', 'eu-west-3c']],
  [{ 'Fn::Join': ['-', ['a', ref('Stage'), 1, true]] }, 'a-prod-1-true'],
  [{ 'Fn::Join': [',', ref('Zones')] }, 'a,b'],
  [{ 'Fn::Join': [',', ['a', ref('AWS::NoValue'), 'b']] }, 'a,b'],
  [{ 'Fn::Sub': '${AWS::Region}/${Stage}/${!Stage}/$Stage' }, 'eu-west-1/prod/${Stage}/$Stage'],
  [{ 'Fn::Sub': ['${a}${Stage}', { a: ref('AWS::Region') }] }, 'eu-west-1prod'],
  [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
  [{ 'Fn::Select': ['0', ref('Zones')] }, 'a'],
  [{ 'Fn::Split': ['-', 'a-b'] }, ['a', 'b']],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['-', ref('Named')] }] }, 'prod'],
  [{ 'Fn::Base64': 'hi' }, 'aGk='],
  [{ 'Fn::FindInMap': ['ByRegion', ref('AWS::Region'), 'Image'] }, 'ami-1'],
  [{ 'Fn::FindInMap': ['ByRegion', 'eu-west-1', 'List'] }, ['x', 'y']],
  [{ 'Fn::FindInMap': ['ByRegion', 'us-east-1', 'Image', { DefaultValue: 'none' }] }, 'none'],
  [{ 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
  [{ 'Fn::If': ['No', 'a', 'b'] }, 'b'],
  [{ 'Fn::If': ['Either', 'a', 'b'] }, 'a'],
  [{ 'Fn::If': ['Neither', 'a', 'b'] }, 'b'],
  [{ 'Fn::If': ['Open', 'same', 'same'] }, 'same'],
  [{ a: { 'Fn::If': ['No', 1, ref('AWS::NoValue')] }, b: [ref('AWS::NoValue'), 2] }, { b: [2] }],
  [{ plain: [null, 1, { deep: true }] }, { plain: [null, 1, { deep: true }] }],
])('%j is %j', (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

const mentioning = (value: unknown) =>
  value instanceof Unknown ? value.mentions.map(({ nodeId }) => nodeId) : undefined;

test.each<[unknown, RegExp, string[]]>([
  [ref('Missing'), /no resource or parameter Missing/, []],
  [ref('constructor'), /no resource or parameter/, []],
  [ref('Open'), /has no default/, []],
  [ref('Stored'), /Parameter Store/, []],
  [ref('AWS::StackId'), /only after deployment/, []],
  [ref('Gone'), /is not made/, []],
  [{ Ref: 3 }, /takes a name/, []],
  [{ 'Fn::GetAtt': ['Missing', 'Arn'] }, /no resource/, []],
  [{ 'Fn::GetAtt': ['Named'] }, /takes a resource and an attribute/, []],
  [{ 'Fn::Join': ['', ['a', ref('Nameless')]] }, /only after deployment/, ['Stack/Nameless']],
  [{ 'Fn::Join': ['', 'text'] }, /takes a list/, []],
  [{ 'Fn::Join': 'text' }, /takes a separator/, []],
  [{ 'Fn::Sub': '${Nameless.Arn}:${Queue}' }, /only after deployment/, ['Stack/Nameless', 'Stack/Queue']],
  [{ 'Fn::Select': [5, ['a']] }, /no item 5/, []],
  [{ 'Fn::Select': [ref('Open'), ['a']] }, /index is not known/, []],
  [{ 'Fn::Split': [',', { 'Fn::GetAtt': ['Nameless', 'Arn'] }] }, /Fn::Split/, ['Stack/Nameless']],
  [{ 'Fn::FindInMap': ['ByRegion', 'us-east-1', 'Image'] }, /no mapping/, []],
  [{ 'Fn::FindInMap': ['ByRegion', ref('Open'), 'Image'] }, /key .* not known/, []],
  [{ 'Fn::If': ['Open', ref('Nameless'), ref('Queue')] }, /Open is not decided/, ['Stack/Nameless', 'Stack/Queue']],
  [{ 'Fn::If': ['Both', 'a', 'b'] }, /Both is not decided/, []],
  [{ 'Fn::If': ['Circle', 'a', 'b'] }, /refers to itself/, []],
  [{ 'Fn::If': ['Missing', 'a', 'b'] }, /no condition Missing/, []],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${Queue}' } }, /name of the import is not known/, ['Stack/Queue']],
  [{ Ref: 'Stage', Other: ref('Nameless') }, /stands beside/, ['Stack/Nameless']],
])('%j is unknown: %s', (value, reason, mentions) => {
  const resolved = resolve(value);
  expect(resolved).toBeInstanceOf(Unknown);
  expect((resolved as Unknown).reason).toMatch(reason);
  expect((resolved as Unknown).place.file).toBe('Stack.template.json');
  expect(mentioning(resolved)).toEqual(mentions);
});

test('an unknown says where it stands', () => {
  const estate = estateOf({ Resources: { T: { Type: 'X', Properties: { A: [{ B: { Ref: 'Missing' } }] } } } });
  expect(nodeOf(estate, 'T').properties).toMatchObject({
    A: [{ B: { place: { path: 'Resources.T.Properties.A.0.B.Ref' } } }],
  });
});

test('is bounded: by depth, by length, by the chains of names and conditions', () => {
  let deep: unknown = 'a';
  for (let level = 0; level < 5000; level += 1) deep = { deep };
  expect(() => resolve(deep)).not.toThrow();

  let nested: unknown = { 'Fn::Equals': ['a', 'a'] };
  for (let level = 0; level < 5000; level += 1) nested = { 'Fn::Not': [nested] };
  if (stack === undefined) throw new Error('no stack');
  const resolver = new TemplateResolver({ Conditions: { Nested: nested } }, stack, (id) => id);
  expect(resolver.condition('Nested')).toMatchObject({ reason: expect.stringContaining('nested more than') });

  const chain = (last: string, link: (next: string) => unknown) =>
    Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`N${i}`, i === 4999 ? last : link(`N${i + 1}`)]));
  const named = (name: unknown) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
  const doubling = chain('x', (next) => ({ 'Fn::Sub': `\${${next}}\${${next}}` }));
  const estate = estateOf({
    Conditions: chain('x', (next) => ({ Condition: next })),
    Resources: {
      ...Object.fromEntries(Object.entries(doubling).map(([id, name]) => [id, named(name)])),
      Last: { Type: 'X', Condition: 'N0', Properties: { Name: { Ref: 'N0' } } },
    },
  });
  expect(nodeOf(estate, 'Last').properties.Name).toEqual(new Reference('Stack/N0', 'Ref'));
});

/** Values full of functions, well formed and not. */
const anyValue = fc.letrec<{ value: unknown }>((tie) => {
  const names = fc.constantFrom(
    ...Object.keys(TEMPLATE.Resources),
    ...Object.keys(TEMPLATE.Parameters),
    'AWS::Region',
    'AWS::NoValue',
    'No',
    'x',
  );
  const functions = fc.constantFrom(
    'Ref',
    'Fn::GetAtt',
    'Fn::Join',
    'Fn::Sub',
    'Fn::Select',
    'Fn::Split',
    'Fn::If',
    'Fn::FindInMap',
    'Fn::Base64',
    'Fn::Transform',
  );
  return {
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      names,
      names.map((name) => ({ Ref: name })),
      fc.tuple(functions, tie('value')).map(([name, argument]) => ({ [name]: argument })),
      fc.tuple(functions, fc.array(tie('value'), { maxLength: 4 })).map(([name, list]) => ({ [name]: list })),
      fc.dictionary(fc.constantFrom('A', 'B', '__proto__', 'Ref'), tie('value'), { maxKeys: 3 }),
    ),
  };
}).value;

test('never throws, and what is resolved stays as it is', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const once = resolve(value);
      expect(once === undefined ? undefined : resolve(once)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});
