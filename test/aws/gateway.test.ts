import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { BedrockProfile } from '../../lib/aws/bedrock-profile';
import { Gateway, type GatewayProps } from '../../lib/aws/gateway';
import { Rung } from '../../lib/aws/rung';
import { Serving } from '../../lib/aws/serving';
import { foreignStack, only, resourcesOf, templateOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const script = Rung.deterministic({ name: 'script', responses: 'responses' });
const serving = Serving.of({
  service: 'assistant',
  ladder: [
    Rung.bedrock({ name: 'frontier', model: MODEL }),
    Rung.openAiCompatible({
      name: 'open-weights',
      url: 'https://llm.example.net/v1',
      model: 'qwen3-8b',
      apiKeySecret: 'understudy/llm',
      residency: ['eu'],
    }),
    script,
  ],
  routes: [{ name: 'chat' }, { name: 'report', deadline: Duration.minutes(5), floor: 2 }],
});

function gateway(props: Partial<GatewayProps> = {}, stack = foreignStack()) {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0', zoneName: 'example.com' });
  const construct = new Gateway(stack, 'Gateway', { serving, zone, domain: 'ai.example.com', ...props });
  return { construct, template: templateOf(stack) };
}

const functionOf = (template: ReturnType<typeof templateOf>, Handler: string) =>
  only(template, 'AWS::Lambda::Function', { Handler }).Properties;

describe('the gateway function', () => {
  test('outlives its longest route by a few seconds, and so does the integration', () => {
    const { template } = gateway();
    expect(functionOf(template, 'index.handler').Timeout).toBe(305);
    only(template, 'AWS::ApiGateway::Method', { HttpMethod: 'ANY', Integration: { TimeoutInMillis: 305_000 } });
  });

  test('never asks for more than Lambda gives', () => {
    const longest = Serving.of({
      service: 'assistant',
      ladder: [script],
      routes: [{ name: 'chat', deadline: Duration.minutes(15) }],
    });
    expect(functionOf(gateway({ serving: longest }).template, 'index.handler').Timeout).toBe(900);
  });

  test('knows its cell, its secret and its bucket by name, and holds no secret', () => {
    const { Environment } = functionOf(gateway().template, 'index.handler');
    expect(Environment.Variables).toEqual({
      UNDERSTUDY_CELL: 'aws:eu-west-1',
      UNDERSTUDY_KEYS_SECRET: 'assistant/gateway-keys',
      UNDERSTUDY_STATE_BUCKET: 'assistant-state-111122223333-eu-west-1',
    });
  });

  test.each([
    [{}, 100, 100, 200],
    [{ reservedConcurrency: 30, requestsPerSecond: 7 }, 30, 7, 14],
  ])('%j: %d at once, %d a second, %d in a burst', (props, atOnce, rate, burst) => {
    const { template } = gateway(props);
    expect(functionOf(template, 'index.handler').ReservedConcurrentExecutions).toBe(atOnce);
    const { MethodSettings } = only(template, 'AWS::ApiGateway::Stage').Properties;
    expect(MethodSettings).toContainEqual(
      expect.objectContaining({
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: rate,
        ThrottlingBurstLimit: burst,
      }),
    );
  });
});

describe('the health function', () => {
  test('is apart: its own code path, concurrency that nobody can take, and never cold', () => {
    const { template } = gateway();
    const health = functionOf(template, 'health.handler');
    expect(health.ReservedConcurrentExecutions).toBe(10);
    expect(health).not.toHaveProperty('VpcConfig');
    expect(health.Role).not.toEqual(functionOf(template, 'index.handler').Role);
    const alias = only(template, 'AWS::Lambda::Alias', { Name: 'warm' }).Properties;
    expect(alias.ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions).toBe(2);
    expect(alias.ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions).toBeLessThanOrEqual(
      health.ReservedConcurrentExecutions,
    );
  });

  test.each(['health', 'switch'])(
    'answers /%s/* through its warm alias, with a throttle that answers do not share',
    (path) => {
      const { template } = gateway();
      const [aliasId] = resourcesOf(template, 'AWS::Lambda::Alias').find(([, one]) => one.Properties.Name === 'warm')!;
      const [folder] = resourcesOf(template, 'AWS::ApiGateway::Resource').filter(
        ([, { Properties }]) => Properties.PathPart === path,
      )[0];
      const proxy = resourcesOf(template, 'AWS::ApiGateway::Resource').find(
        ([, { Properties }]) => Properties.PathPart === '{proxy+}' && Properties.ParentId.Ref === folder,
      )![0];
      const method = only(template, 'AWS::ApiGateway::Method', {
        HttpMethod: 'GET',
        ResourceId: { Ref: proxy },
      }).Properties;
      expect(JSON.stringify(method.Integration.Uri)).toContain(`{"Ref":"${aliasId}"}`);
      expect(method.Integration).not.toHaveProperty('ResponseTransferMode');
      // Or gives up within the 2 s that Route 53 waits.
      expect(method.Integration.TimeoutInMillis).toBe(2000);
      const { MethodSettings } = only(template, 'AWS::ApiGateway::Stage').Properties;
      expect(MethodSettings).toContainEqual(
        expect.objectContaining({ HttpMethod: 'GET', ResourcePath: `/~1${path}~1{proxy+}`, ThrottlingRateLimit: 50 }),
      );
    },
  );

  test('reads the orders of the switches that it holds, and no others; each raises an alarm', () => {
    const { template } = gateway({ switches: ['eu-west-3', 'google'] });
    const { Environment } = functionOf(template, 'health.handler');
    expect(Environment.Variables.UNDERSTUDY_SWITCHES).toBe('eu-west-3,google');
    const health = resourcesOf(template, 'AWS::IAM::Policy').find(([id]) => id.includes('HealthFunction'))![1];
    const objects = [...JSON.stringify(health.Properties.PolicyDocument).matchAll(/"\/(switch[^"]*)"/g)];
    expect(objects.map(([, key]) => key)).toEqual(['switch/eu-west-3', 'switch/google']);
    for (const name of ['eu-west-3', 'google']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'Evacuated',
        Dimensions: Match.arrayWith([{ Name: 'Switch', Value: name }]),
        TreatMissingData: 'notBreaching',
      });
    }
  });
});

describe('the API', () => {
  test('streams /v1/* from the gateway', () => {
    const { template } = gateway();
    const { Integration, ResourceId } = only(template, 'AWS::ApiGateway::Method', { HttpMethod: 'ANY' }).Properties;
    expect(Integration).toMatchObject({ Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM' });
    expect(JSON.stringify(Integration.Uri)).toContain('/response-streaming-invocations');
    const resources = template.findResources('AWS::ApiGateway::Resource');
    expect(resources[ResourceId.Ref].Properties.PathPart).toBe('{proxy+}');
    expect(resources[resources[ResourceId.Ref].Properties.ParentId.Ref].Properties.PathPart).toBe('v1');
  });

  test('is regional, and answers to its custom domains alone', () => {
    const { template } = gateway();
    only(template, 'AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    expect(template.findOutputs('*')).toEqual({});
  });

  test("leaves the account's own settings alone", () => {
    gateway().template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  test('both names are on the certificate of this Region, proved in the zone', () => {
    const { template } = gateway();
    const [certificateId, certificate] = resourcesOf(template, 'AWS::CertificateManager::Certificate')[0];
    expect(certificate.Properties).toMatchObject({
      DomainName: 'ai.example.com',
      SubjectAlternativeNames: ['eu-west-1.aws.ai.example.com'],
      ValidationMethod: 'DNS',
      DomainValidationOptions: [
        { DomainName: 'ai.example.com', HostedZoneId: 'Z0' },
        { DomainName: 'eu-west-1.aws.ai.example.com', HostedZoneId: 'Z0' },
      ],
    });
    for (const DomainName of ['ai.example.com', 'eu-west-1.aws.ai.example.com']) {
      expect(only(template, 'AWS::ApiGateway::DomainName', { DomainName }).Properties).toEqual({
        DomainName,
        EndpointConfiguration: { Types: ['REGIONAL'] },
        RegionalCertificateArn: { Ref: certificateId },
        SecurityPolicy: 'TLS_1_2',
      });
    }
  });

  test('a name leads to the API only when all of the API is there', () => {
    const { template } = gateway();
    const mappings = Object.values(template.findResources('AWS::ApiGateway::BasePathMapping'));
    expect(mappings).toHaveLength(2);
    const permissions = Object.keys(template.findResources('AWS::Lambda::Permission'));
    expect(permissions).toHaveLength(2);
    for (const { DependsOn } of mappings) expect(DependsOn).toEqual(expect.arrayContaining(permissions));
  });
});

describe('state', () => {
  test('the bucket is private, encrypted, refuses plain HTTP and outlives its stack', () => {
    const { template } = gateway();
    const bucket = only(template, 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
    });
  });

  test('no deployment changes the text of the keys secret, whatever else changes', () => {
    const text = (props: Partial<GatewayProps>, stack?: Stack) => {
      const secret = only(gateway(props, stack).template, 'AWS::SecretsManager::Secret');
      expect(secret).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
      expect(secret.Properties).not.toHaveProperty('GenerateSecretString');
      return secret.Properties.SecretString;
    };
    const other = Serving.of({ service: 'other', stage: 'prod', ladder: [script], routes: [{ name: 'chat' }] });
    expect(text({})).toBe('{"digests":[]}');
    expect(text({ serving: other, domain: 'other.example.com' }, foreignStack('us-east-1'))).toBe('{"digests":[]}');
  });

  test('every function logs to a group of its own that forgets after a month', () => {
    const { template } = gateway();
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    expect(groups.map(([, { Properties }]) => Properties.RetentionInDays)).toEqual([30, 30]);
    const used = resourcesOf(template, 'AWS::Lambda::Function').map(([, f]) => f.Properties.LoggingConfig.LogGroup.Ref);
    expect(used.sort()).toEqual(groups.map(([id]) => id).sort());
  });
});

describe('permissions', () => {
  const statements = (template: ReturnType<typeof templateOf>) =>
    resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const bedrock = (profile: BedrockProfile | undefined, region: string) => {
    const ladder = [Rung.bedrock({ name: 'frontier', model: MODEL, profile }), script];
    const only = Serving.of({ service: 'assistant', ladder, routes: [{ name: 'chat' }] });
    const { template } = gateway({ serving: only }, foreignStack(region));
    return statements(template).filter(({ Action }) => JSON.stringify(Action).includes('bedrock'));
  };

  test('a model is called through one profile of this Region, and directly nowhere', () => {
    const [profile, model] = bedrock(undefined, 'eu-west-1');
    expect(JSON.stringify(profile.Resource)).toContain(`:bedrock:eu-west-1:111122223333:inference-profile/eu.${MODEL}`);
    expect(profile.Action).toEqual(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']);
    expect(model.Action).toEqual(profile.Action);
    expect(Object.keys(model.Condition.StringEquals)).toEqual(['bedrock:InferenceProfileArn']);
    expect(model.Condition.StringEquals['bedrock:InferenceProfileArn']).toEqual(profile.Resource);
  });

  test.each<[BedrockProfile | undefined, string, string, string]>([
    [undefined, 'eu-west-1', 'eu', ':bedrock:eu-north-1::'],
    [undefined, 'eu-central-2', 'eu', ':bedrock:eu-central-2::'],
    [undefined, 'us-east-1', 'us', ':bedrock:us-west-2::'],
    [undefined, 'ap-northeast-1', 'apac', ':bedrock:ap-southeast-2::'],
    [BedrockProfile.GLOBAL, 'eu-west-1', 'global', ':bedrock:::'],
    [BedrockProfile.GLOBAL, 'eu-west-1', 'global', ':bedrock:eu-west-1::'],
  ])('profile %s in %s is %s, and reaches %sfoundation-model', (profile, region, prefix, destination) => {
    const [first, second] = bedrock(profile, region).map(({ Resource }) => JSON.stringify(Resource));
    expect(first).toContain(`inference-profile/${prefix}.${MODEL}`);
    expect(second).toContain(`${destination}foundation-model/${MODEL}`);
    expect(second).not.toContain(':bedrock:*:');
  });

  test('the health function reads one object and calls no model', () => {
    const { template } = gateway();
    const health = resourcesOf(template, 'AWS::IAM::Policy').find(([id]) => id.includes('HealthFunction'))![1];
    const actions = health.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action);
    expect(actions.sort()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket']);
    expect(JSON.stringify(health.Properties.PolicyDocument)).toContain('/health/aws:eu-west-1.json');
  });

  test("an endpoint's key is read by its name, beside the gateway's own", () => {
    const reading = statements(gateway().template).filter(({ Action }) => Action === 'secretsmanager:GetSecretValue');
    const secrets = reading.map(({ Resource }) => JSON.stringify(Resource));
    expect(secrets).toHaveLength(2);
    expect(secrets[0]).toMatch(/^\{"Ref":"GatewayKeys/);
    expect(secrets[1]).toContain(':secretsmanager:eu-west-1:111122223333:secret:understudy/llm-??????');
  });
});

test('a Region whose geography has no profile is refused', () => {
  expect(() => gateway({}, foreignStack('sa-east-1'))).toThrow('profile-outside-geography');
});

describe('the ladder of a serving.yaml', () => {
  const reference = Serving.fromFile(join(__dirname, '..', '..', 'serving.yaml'));

  test('serves in a Region of the file', () => {
    const { template } = gateway({ serving: reference });
    only(template, 'AWS::SecretsManager::Secret', { Name: 'assistant-reference/gateway-keys' });
  });

  test('and in no other, for which nobody validated it', () => {
    expect(() => gateway({ serving: reference }, foreignStack('us-east-1'))).toThrow('unknown-cell');
  });
});

test('a mistake in the ladder is refused with its code', () => {
  const withoutScript = Serving.of({
    service: 'assistant',
    ladder: [Rung.bedrock({ name: 'frontier', model: MODEL })],
    routes: [{ name: 'chat' }],
  });
  expect(() => gateway({ serving: withoutScript })).toThrow('no-deterministic-tier');
});

test('a domain outside the zone is refused', () => {
  expect(() => gateway({ domain: 'ai.example.net' })).toThrow('zone-does-not-hold-domain');
});

test('a stack without a Region is refused', () => {
  expect(() => gateway({}, new Stack(new App(), 'Anywhere'))).toThrow('region-not-known');
});
