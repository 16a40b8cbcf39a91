import { Reference, Unknown } from '../../../lib/estate/value';
import { functionBehind } from '../../../lib/estate/views/function-behind';
import { functionsOf } from '../../../lib/estate/views/functions';
import { estateOf, estateOfResources } from '../assembly-fixture';

const lambda = (properties: object) => ({ Type: 'AWS::Lambda::Function', Properties: properties });

function functionOf(properties: object) {
  const [found] = functionsOf(estateOfResources({ Fn: lambda(properties), Table: { Type: 'AWS::DynamoDB::Table' } }));
  if (found === undefined) throw new Error('no function');
  return found;
}

test('reads what a function declares', () => {
  const found = functionOf({
    FunctionName: 'gateway',
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: '65',
    MemorySize: 1769,
    ReservedConcurrentExecutions: 0,
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Environment: { Variables: { CELL: { 'Fn::Sub': 'aws:$' + '{AWS::Region}' }, TABLE: { Ref: 'Table' } } },
  });
  expect(found).toMatchObject({
    name: 'gateway',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 65,
    memoryMegabytes: 1769,
    reservedConcurrency: 0,
    environment: { CELL: 'aws:eu-west-1', TABLE: new Reference('Stack/Table', 'Ref') },
  });
  expect(found.codeDirectory).toMatch(/asset\.code$/);
});

test("fills in Lambda's defaults, and leaves unknown what nobody says", () => {
  const found = functionOf({});
  expect(found).toMatchObject({ timeoutSeconds: 3, memoryMegabytes: 128, environment: {} });
  expect(found.reservedConcurrency).toBeUndefined();
  for (const key of ['name', 'handler', 'runtime', 'codeDirectory'] as const)
    expect(found[key]).toBeInstanceOf(Unknown);
});

test.each<[string, object, RegExp]>([
  ['an asset that is gone', { S3Key: 'gone.zip' }, /no file asset gone.zip/],
  ['code in the template', { ZipFile: 'exports.handler = 1' }, /no file asset/],
  ['an image', { ImageUri: 'registry/image' }, /no file asset/],
  ['a key that is known only later', { S3Key: { 'Fn::GetAtt': ['Table', 'Arn'] } }, /only after deployment/],
])('the code is unknown for %s', (_, Code, reason) => {
  const { codeDirectory } = functionOf({ Code });
  expect((codeDirectory as Unknown).reason).toMatch(reason);
});

test.each<[string, unknown]>([
  ['a number in words', 'ten'],
  ['a reference', { Ref: 'Table' }],
  ['a list', [1]],
  ['nothing', null],
])('a timeout that is %s is unknown, with its place', (_, Timeout) => {
  const { timeoutSeconds } = functionOf({ Timeout });
  expect(timeoutSeconds).toBeInstanceOf(Unknown);
  expect((timeoutSeconds as Unknown).place.path).toBe('Resources.Fn.Properties.Timeout');
});

test('an environment that is not decided does not pass for an empty one', () => {
  const [found] = functionsOf(
    estateOf({
      Parameters: { P: { Type: 'String' } },
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
      Resources: { Fn: lambda({ Environment: { 'Fn::If': ['C', { Variables: {} }, { Ref: 'AWS::NoValue' }] } }) },
    }),
  );
  expect(found?.environment['*']).toBeInstanceOf(Unknown);
});

describe('the function behind', () => {
  const estate = estateOfResources({
    Fn: lambda({}),
    Named: lambda({ FunctionName: 'named' }),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
    Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] } } },
    OfNamed: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Named' } } },
    ByArn: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:named:7' },
    },
    Elsewhere: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: 'another' } },
    Table: { Type: 'AWS::DynamoDB::Table' },
  });
  test.each([
    ['Fn', 'Stack/Fn'],
    ['Version', 'Stack/Fn'],
    ['Alias', 'Stack/Fn'],
    ['OfNamed', 'Stack/Named'],
    ['ByArn', 'Stack/Named'],
    ['Elsewhere', undefined],
    ['Table', undefined],
    ['Nowhere', undefined],
  ])('%s is %s', (logicalId, expected) => {
    expect(functionBehind(estate, `Stack/${logicalId}`)).toBe(expected);
  });
});
