import { RETAINED, type Resources, type Sources, stack } from './example';

/** Resources that examples are made of: each sound by itself, and changed where an example breaks it. */

export const ref = (id: string) => ({ Ref: id });
export const att = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

export const queue = (properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  ...RETAINED,
  Properties: { MessageRetentionPeriod: 345_600, VisibilityTimeout: 360, ...properties },
});

/** A queue that keeps what the queue `Jobs` gives up. */
export const deadLetters = { Dead: queue({ MessageRetentionPeriod: 1_209_600 }) };

export const toDeadLetters = { RedrivePolicy: { deadLetterTargetArn: att('Dead'), maxReceiveCount: 5 } };

export const table = (properties: object = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  ...RETAINED,
  Properties: { DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST', ...properties },
});

export const globalTable = (regions: readonly string[], properties: object = {}) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  ...RETAINED,
  Properties: { Replicas: regions.map((Region) => ({ Region, DeletionProtectionEnabled: true })), ...properties },
});

export const allow = (Action: string | string[], Resource: unknown, Effect = 'Allow', rest: object = {}) => ({
  Effect,
  Action,
  Resource,
  ...rest,
});

/** A function `Worker` and its role, which may do this; its alias `Live`, to whose new versions CodeDeploy moves callers. */
export const worker = (statements: readonly object[] = [], properties: object = {}): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {},
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
    },
  },
  Worker: {
    Type: 'AWS::Lambda::Function',
    Properties: { Role: att('Role'), Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 20, ...properties },
  },
  Live: {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: ref('Worker'), FunctionVersion: '1', Name: 'live' },
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: 'theirs', DeploymentGroupName: 'theirs' } },
  },
});

export const feeds = (source: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: att(source), FunctionName: ref('Worker'), ...properties },
});

export const check = (host: string, config: object = {}) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: {
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName: host,
      ResourcePath: '/health',
      RequestInterval: 10,
      ...config,
    },
  },
});

export const calculated = (children: readonly string[], config: object = {}) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: {
    HealthCheckConfig: {
      Type: 'CALCULATED',
      ChildHealthChecks: children.map(ref),
      HealthThreshold: children.length,
      ...config,
    },
  },
});

const ZONE = 'Z0123456789ABCDEFGHIJ';

export const record = (Name: string, properties: object) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: ZONE, Name, Type: 'A', ...properties },
});

/** With the address of a server; RFC 5737 has so many that are nobody's. */
export const address = (last: number) => ({ TTL: '60', ResourceRecords: [`203.0.113.${last}`] });

export const aliasOf = (DNSName: unknown, EvaluateTargetHealth = true, HostedZoneId: unknown = ZONE) => ({
  AliasTarget: { DNSName, HostedZoneId, EvaluateTargetHealth },
});

export const latency = (Region: string) => ({ SetIdentifier: Region, Region });
export const failover = (Failover: 'PRIMARY' | 'SECONDARY') => ({ SetIdentifier: Failover, Failover });
export const weight = (SetIdentifier: string, Weight: number) => ({ SetIdentifier, Weight });
export const by = (check: string) => ({ HealthCheckId: ref(check) });

/** Two servers of one name, each checked by itself, and what an example changes of them. */
export const pair = (first: object, second: object, others: Resources = {}): Resources => ({
  One: record('ai.example.com', { ...address(1), ...by('CheckOne'), ...first }),
  Two: record('ai.example.com', { ...address(2), ...by('CheckTwo'), ...second }),
  CheckOne: check('one.example.com'),
  CheckTwo: check('two.example.com'),
  ...others,
});

export const REGIONS = ['eu-west-1', 'eu-central-1'] as const;

/** One Region of two behind `ai.example.com`: an API of its own, a check of its own name, and what else it has. */
export const region = (Region: string, record_: object = {}, others: Resources = {}): Resources => ({
  Certificate: { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'ai.example.com' } },
  Domain: {
    Type: 'AWS::ApiGateway::DomainName',
    Properties: {
      DomainName: 'ai.example.com',
      RegionalCertificateArn: ref('Certificate'),
      EndpointConfiguration: { Types: ['REGIONAL'] },
    },
  },
  Check: check(`${Region}.example.com`),
  Record: record('ai.example.com', {
    ...aliasOf(att('Domain', 'RegionalDomainName'), true, att('Domain', 'RegionalHostedZoneId')),
    ...latency(Region),
    ...by('Check'),
    ...record_,
  }),
  ...others,
});

/** Both Regions, and what each has besides. */
export const twoRegions = (others: (Region: string) => Resources = () => ({})): Sources => ({
  stacks: Object.fromEntries(
    REGIONS.map((name) => [`Ai-${name}`, stack(region(name, {}, others(name)), { region: name })]),
  ),
});

/** A REST API at `one.example.com` whose routes the function answers; `/health` is probed. */
export const api = (routes: Readonly<Record<string, object>>, properties: object = {}): Resources => ({
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'ai', ...properties } },
  Named: {
    Type: 'AWS::ApiGateway::DomainName',
    Properties: { DomainName: 'one.example.com', EndpointConfiguration: { Types: ['REGIONAL'] } },
  },
  Mapping: {
    Type: 'AWS::ApiGateway::BasePathMapping',
    Properties: { RestApiId: ref('Api'), DomainName: ref('Named') },
  },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: ref('Api'), StageName: 'live' } },
  Check: check('one.example.com'),
  ...Object.fromEntries(Object.entries(routes).flatMap(([path, integration]) => route(path, integration))),
});

function route(path: string, integration: object): [string, unknown][] {
  const id = path.replace(/[^a-z0-9]/gi, '');
  return [
    [
      `Path${id}`,
      {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { RestApiId: ref('Api'), ParentId: att('Api', 'RootResourceId'), PathPart: path },
      },
    ],
    [
      `Route${id}`,
      {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: ref('Api'),
          ResourceId: ref(`Path${id}`),
          HttpMethod: 'ANY',
          Integration: integration,
        },
      },
    ],
  ];
}

/** By a function of the stack. */
export const calls = (alias: string, integration: object = {}) => ({
  Type: 'AWS_PROXY',
  Uri: {
    'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', ref(alias), '/invocations']],
  },
  ResponseTransferMode: 'STREAM',
  TimeoutInMillis: 30_000,
  ...integration,
});

export const container = (properties: object) => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { ContainerDefinitions: [{ Name: 'model', ...properties }] },
});

export const DIGEST = `sha256:${'0'.repeat(64)}`;
export const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/vllm@${DIGEST}`;

export const service = (properties: object = {}) => ({
  Type: 'AWS::ECS::Service',
  Properties: { DesiredCount: 2, ...properties },
});

export const subnet = (zone: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { AvailabilityZone: zone, CidrBlock: '10.0.0.0/24' },
});
