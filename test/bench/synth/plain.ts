/** The same resources as a careful engineer would declare them with aws-cdk-lib alone. */
import {
  DomainName,
  EndpointType,
  LambdaIntegration,
  ResponseTransferMode,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  ARecord,
  Failover,
  HealthCheck,
  HealthCheckType,
  HostedZone,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib/core';
import { finish, fleet, outDirectory, regions } from './fleet';

const asset = process.env.BENCH_ASSET ?? '';
const { domain, account, zoneId, model } = fleet;

function zoneOf(stack: Stack): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName: domain });
}

function aliasTo(dnsName: string, hostedZoneId: string): RecordTarget {
  return RecordTarget.fromAlias({ bind: () => ({ dnsName, hostedZoneId, evaluateTargetHealth: true }) });
}

function functionOf(
  stack: Stack,
  name: string,
  code: Code,
  timeoutSeconds: number,
  bucketName: string,
): LambdaFunction {
  const role = new Role(stack, `${name}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new LogGroup(stack, `${name}Logs`, { retention: RetentionDays.ONE_MONTH });
  logGroup.grantWrite(role);
  return new LambdaFunction(stack, name, {
    runtime: Runtime.NODEJS_24_X,
    code,
    handler: 'index.handler',
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: 1769,
    reservedConcurrentExecutions: 100,
    environment: { CELL: stack.region, STATE_BUCKET: bucketName },
    role,
    logGroup,
  });
}

function serve(stack: Stack): { host: string; target: RecordTarget; own: RecordTarget } {
  const bucketName = `bench-state-${account}-${stack.region}`;
  const bucket = new Bucket(stack, 'State', {
    bucketName,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const secret = new Secret(stack, 'Keys', {
    secretName: 'bench/gateway-keys',
    secretStringValue: SecretValue.unsafePlainText('{"digests":[]}'),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const code = Code.fromAsset(asset);
  const gateway = functionOf(stack, 'Gateway', code, 65, bucketName);
  gateway.addToRolePolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  );
  gateway.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [bucket.arnForObjects('keys/*')] }),
  );
  gateway.addToRolePolicy(
    new PolicyStatement({
      actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
      resources: [`arn:aws:bedrock:${stack.region}:${account}:inference-profile/global.${model}`],
    }),
  );
  const health = functionOf(stack, 'Health', code, 3, bucketName);
  health.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('health/*')] }),
  );
  const warm = new Alias(stack, 'Warm', {
    aliasName: 'warm',
    version: health.currentVersion,
    provisionedConcurrentExecutions: 2,
  });

  const api = new RestApi(stack, 'Api', {
    endpointTypes: [EndpointType.REGIONAL],
    disableExecuteApiEndpoint: true,
    cloudWatchRole: false,
    deployOptions: { stageName: 'live', throttlingRateLimit: 100, throttlingBurstLimit: 200 },
  });
  const integrate = (path: string, method: string, integration: LambdaIntegration) =>
    api.root.addResource(path).addResource('{proxy+}').addMethod(method, integration);
  integrate(
    'v1',
    'ANY',
    new LambdaIntegration(gateway, {
      timeout: Duration.seconds(65),
      responseTransferMode: ResponseTransferMode.STREAM,
      scopePermissionToMethod: false,
    }),
  );
  integrate('health', 'GET', new LambdaIntegration(warm, { scopePermissionToMethod: false }));

  const host = `${stack.region}.aws.${domain}`;
  const certificate = new Certificate(stack, 'Certificate', {
    domainName: domain,
    subjectAlternativeNames: [host],
    validation: CertificateValidation.fromDns(zoneOf(stack)),
  });
  const [served, own] = [domain, host].map((domainName, i) => {
    const name = new DomainName(stack, `Domain${i}`, {
      domainName,
      certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    name.addBasePathMapping(api);
    return aliasTo(name.domainNameAliasDomainName, name.domainNameAliasHostedZoneId);
  });
  return { host, target: served, own };
}

function records(stack: Stack, at: { host: string; target: RecordTarget; own: RecordTarget }): void {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'RecordZone', { hostedZoneId: zoneId, zoneName: domain });
  const probe = (path: string) =>
    new HealthCheck(stack, `Probe-${path}`, {
      type: HealthCheckType.HTTPS,
      fqdn: at.host,
      port: 443,
      resourcePath: `/health/${path}`,
      requestInterval: Duration.seconds(10),
      failureThreshold: 3,
      enableSNI: true,
    });
  const all = (name: string, children: HealthCheck[]) =>
    new HealthCheck(stack, name, {
      type: HealthCheckType.CALCULATED,
      childHealthChecks: children,
      healthThreshold: children.length,
    });
  const serving = probe('serving');
  const preferred = probe('preferred');
  const latency = { zone, region: stack.region, setIdentifier: stack.region, target: at.target };
  new ARecord(stack, 'Any', { ...latency, recordName: `any.aws.${domain}.`, healthCheck: all('any', [serving]) });
  new ARecord(stack, 'Best', {
    ...latency,
    recordName: `best.aws.${domain}.`,
    healthCheck: all('best', [serving, preferred]),
  });
  new ARecord(stack, 'Own', { zone, recordName: `${at.host}.`, target: at.own });
}

function jobs(stack: Stack): void {
  const common = {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
  };
  const dead = new Queue(stack, 'DeadLetters', { ...common, retentionPeriod: Duration.days(14) });
  new Queue(stack, 'Jobs', {
    ...common,
    retentionPeriod: Duration.days(4),
    visibilityTimeout: Duration.seconds(360),
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
}

function frontDoor(stack: Stack): void {
  const zone = zoneOf(stack);
  const branch = (name: string, failover: Failover, to: string) =>
    new ARecord(stack, `${name}-${failover}`, {
      zone,
      recordName: `${name}.`,
      failover,
      setIdentifier: failover.toLowerCase(),
      target: aliasTo(to, zoneId),
    });
  branch(domain, Failover.PRIMARY, `best.${domain}`);
  branch(domain, Failover.SECONDARY, `any.${domain}`);
  branch(`best.${domain}`, Failover.PRIMARY, `best.aws.${domain}`);
  branch(`any.${domain}`, Failover.PRIMARY, `any.aws.${domain}`);
}

const app = new App({ outdir: outDirectory });
const stackIn = (id: string, region: string) =>
  new Stack(app, `Bench-${id}`, { env: { account, region }, terminationProtection: true });
const cells = regions.map((region) => {
  const stack = stackIn(region, region);
  records(stack, serve(stack));
  jobs(stack);
  return stack;
});
const door = stackIn('FrontDoor', regions[0]);
frontDoor(door);
door.addStackDependency(cells[0]);
for (const stack of cells.slice(1)) stack.addStackDependency(door);
app.synth();
finish();
