import { Reference, Unknown } from '../../../lib/estate/value';
import { restApisOf } from '../../../lib/estate/views/rest-apis';
import { estateOfResources } from '../assembly-fixture';

const ref = (name: string) => ({ Ref: name });
const api = { RestApiId: ref('Api') };
const uri = (target: unknown) => ({
  'Fn::Join': [
    '',
    ['arn:', ref('AWS::Partition'), ':apigateway:eu-west-1:lambda:path/x/functions/', target, '/invocations'],
  ],
});
const method = (resource: unknown, integration: object, rest: object = {}) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    ...api,
    HttpMethod: 'ANY',
    ResourceId: resource,
    Integration: { Type: 'AWS_PROXY', ...integration },
    ...rest,
  },
});
const resource = (parent: unknown, part: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { ...api, ParentId: parent, PathPart: part },
});
const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
const stage = (...MethodSettings: object[]) => ({
  Type: 'AWS::ApiGateway::Stage',
  Properties: { ...api, StageName: 'live', MethodSettings },
});

const BASE = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { DisableExecuteApiEndpoint: true } },
  Fn: { Type: 'AWS::Lambda::Function', Properties: {} },
  Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: ref('Fn'), Name: 'live' } },
  V1: resource(root, 'v1'),
  Proxy: resource(ref('V1'), '{proxy+}'),
};

function apiOf(resources: object) {
  const [found] = restApisOf(estateOfResources({ ...BASE, ...resources }));
  if (found === undefined) throw new Error('no API');
  return found;
}

test('reads a route: path, function behind its alias, streaming, timeout', () => {
  const { routes, defaultEndpointDisabled } = apiOf({
    M: method(ref('Proxy'), { Uri: uri(ref('Live')), ResponseTransferMode: 'STREAM', TimeoutInMillis: 65_000 }),
  });
  expect(routes).toEqual([
    {
      ...{ method: 'ANY', path: '/v1/{proxy+}', functionId: 'Stack/Fn', calledId: 'Stack/Live' },
      ...{ streaming: true, timeoutMilliseconds: 65_000 },
    },
  ]);
  expect(defaultEndpointDisabled).toBe(true);
});

test("fills in API Gateway's defaults", () => {
  const { routes } = apiOf({ M: method(root, { Uri: uri({ 'Fn::GetAtt': ['Fn', 'Arn'] }) }) });
  expect(routes[0]).toMatchObject({ path: '/', functionId: 'Stack/Fn', streaming: false, timeoutMilliseconds: 29_000 });
  const [plain] = restApisOf(estateOfResources({ Api: { Type: 'AWS::ApiGateway::RestApi' } }));
  expect(plain?.defaultEndpointDisabled).toBe(false);
});

test.each<[string, object, RegExp]>([
  ['a mock', { Type: 'MOCK' }, /type MOCK/],
  ['a function that is imported', { Uri: uri({ 'Fn::ImportValue': 'x' }) }, /only after deployment/],
  [
    'a text that names no function',
    { Uri: 'arn:aws:apigateway:x:lambda:path/functions/arn:x:function:y/i' },
    /no function/,
  ],
  ['no address at all', {}, /no function/],
  ['two functions', { Uri: uri({ 'Fn::Join': ['', [ref('Fn'), ref('Other')]] }) }, /only after deployment/],
])('the function is unknown for %s', (_, integration, reason) => {
  const other = { Other: { Type: 'AWS::Lambda::Function', Properties: {} } };
  const { routes } = apiOf({ ...other, M: method(ref('V1'), integration) });
  expect(routes[0]?.functionId).toMatchObject({ reason: expect.stringMatching(reason) });
});

test.each<[string, object]>([
  ['leads to a resource that is not there', { M: method(ref('Missing'), {}) }],
  ["leads to another API's root", { M: method({ 'Fn::GetAtt': ['Fn', 'RootResourceId'] }, {}) }],
])('a path is unknown that %s', (_, resources) => {
  expect(apiOf(resources).routes[0]?.path).toBeInstanceOf(Unknown);
});

test('finds the custom domains, by reference and by name', () => {
  const domain = (name: string) => ({ Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: name } });
  const mapping = (properties: object) => ({
    Type: 'AWS::ApiGateway::BasePathMapping',
    Properties: { ...api, ...properties },
  });
  const { domains } = apiOf({
    Served: domain('AI.example.com'),
    Own: domain('eu-west-1.aws.ai.example.com'),
    Others: domain('other.example.com'),
    M1: mapping({ DomainName: ref('Served') }),
    M2: mapping({ DomainName: 'eu-west-1.aws.ai.example.com', BasePath: 'inner' }),
    M3: { Type: 'AWS::ApiGateway::BasePathMapping', Properties: { RestApiId: 'another', DomainName: ref('Others') } },
  });
  expect(domains.map(({ node, hostName, basePath }) => [node.logicalId, hostName, basePath])).toEqual([
    ['Served', 'ai.example.com', ''],
    ['Own', 'eu-west-1.aws.ai.example.com', 'inner'],
  ]);
});

describe('throttles', () => {
  const everywhere = { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };
  const routes = { V: method(ref('V1'), {}), P: method(ref('Proxy'), {}, { HttpMethod: 'GET' }) };

  test('one for all methods, and one for a single method before it', () => {
    const single = {
      HttpMethod: 'GET',
      ResourcePath: '/~1v1~1{proxy+}',
      ThrottlingRateLimit: 1,
      ThrottlingBurstLimit: 2,
    };
    const { routes: found } = apiOf({ ...routes, S: stage(everywhere, single) });
    expect(found.map(({ throttle }) => throttle)).toEqual([
      { requestsPerSecond: 10, burst: 20 },
      { requestsPerSecond: 1, burst: 2 },
    ]);
  });

  test('none where the stage says nothing of them', () => {
    const { routes: found } = apiOf({
      ...routes,
      S: stage({ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO' }),
    });
    expect(found.map(({ throttle }) => throttle)).toEqual([undefined, undefined]);
  });

  test('unknown where the API has several stages', () => {
    const { routes: found } = apiOf({ ...routes, S: stage(everywhere), T: stage() });
    expect(found[0]?.throttle?.requestsPerSecond).toBeInstanceOf(Unknown);
  });
});

test('says that an OpenAPI document is not read', () => {
  const [found] = restApisOf(
    estateOfResources({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: {} } } }),
  );
  expect(found?.unreadRoutes?.reason).toMatch(/OpenAPI/);
  expect(apiOf({}).unreadRoutes).toBeUndefined();
});

test('a path whose resources lead around in a circle, by exports of two stacks say, is unknown', () => {
  const estate = estateOfResources({
    ...BASE,
    A: resource(root, 'a'),
    B: resource(ref('A'), 'b'),
    Method: method(ref('B'), { Uri: uri({ 'Fn::GetAtt': ['Fn', 'Arn'] }) }),
  });
  const [a, b] = ['A', 'B'].map((name) => [...estate.nodes.values()].find(({ logicalId }) => logicalId === name)!);
  const around = { ...a, properties: { ...a.properties, ParentId: new Reference(b.id, 'Ref') } };
  const turned = { ...estate, nodes: new Map([...estate.nodes, [a.id, around]]) };
  const pathIn = (one: typeof estate) => restApisOf(one)[0]?.routes[0]?.path;
  expect(pathIn(estate)).toBe('/a/b');
  expect(pathIn(turned)).toMatchObject({ reason: expect.stringMatching(/does not lead to the root/) });
});
