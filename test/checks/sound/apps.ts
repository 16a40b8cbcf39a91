import { EndpointType, LambdaIntegration, LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  AsgCapacityProvider,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  EcsOptimizedImage,
  FargateService,
  FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCondition,
  NetworkLoadBalancer,
  Protocol,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Architecture, Code, Function as Fn, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnDBCluster, CfnDBInstance, CfnGlobalCluster } from 'aws-cdk-lib/aws-rds';
import {
  ARecord,
  CfnRecordSet,
  Failover,
  HealthCheck,
  HealthCheckType,
  HostedZone,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  CellEndpoint,
  CellRecords,
  EvacuationSwitch,
  FrontDoor,
  JobQueue,
  Prefer,
  SwitchHolder,
} from '../../../lib/index';

const ACCOUNT = '111122223333';
const DUBLIN = 'eu-west-1';
const FRANKFURT = 'eu-central-1';
const DIGEST = 'sha256:c4cb3a5e0000000000000000000000000000000000000000000000000000000a';

const stackIn = (app: App, id: string, region: string) =>
  new Stack(app, id, { env: { account: ACCOUNT, region }, terminationProtection: true });

const zoneIn = (stack: Stack, zoneName: string): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName });

const zonesOf = (region: string) => ['a', 'b', 'c'].map((letter) => `${region}${letter}`);

const probe = (stack: Stack, id: string, fqdn: string, resourcePath = '/health') =>
  new HealthCheck(stack, id, {
    type: HealthCheckType.HTTPS,
    ...{ fqdn, resourcePath, requestInterval: Duration.seconds(10), failureThreshold: 3 },
  });

const code = Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "ok" })');
const fn = (stack: Stack, id: string, timeout = 10) =>
  new Fn(stack, id, {
    ...{ code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X, architecture: Architecture.ARM_64 },
    ...{ timeout: Duration.seconds(timeout), memorySize: 512, tracing: Tracing.ACTIVE },
  });

/** Sound apps as different teams write them, none of them for these rules. */
export const APPS: Readonly<Record<string, (app: App) => void>> = {
  'a shop of Fargate behind load balancers, primary and secondary': (app) => {
    for (const [region, failover] of [
      [DUBLIN, Failover.PRIMARY],
      [FRANKFURT, Failover.SECONDARY],
    ] as const) {
      const stack = stackIn(app, `Shop-${region}`, region);
      const vpc = new Vpc(stack, 'Vpc', { availabilityZones: zonesOf(region) });
      const zone = zoneIn(stack, 'shop.example.com');
      const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
      const certificate = new Certificate(stack, 'Certificate', {
        domainName: 'shop.example.com',
        subjectAlternativeNames: [`${region}.shop.example.com`],
        validation: CertificateValidation.fromDns(zone),
      });
      const task = new FargateTaskDefinition(stack, 'Task', { cpu: 1024, memoryLimitMiB: 2048 });
      const images = Repository.fromRepositoryName(stack, 'Images', 'shop');
      task.addContainer('shop', {
        image: ContainerImage.fromEcrRepository(images, DIGEST),
        portMappings: [{ containerPort: 8080 }],
      });
      const service = new FargateService(stack, 'Service', {
        ...{ cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition: task, desiredCount: 3 },
        ...{ minHealthyPercent: 100, circuitBreaker: { rollback: true } },
      });
      balancer
        .addListener('Https', { port: 443, certificates: [certificate] })
        .addTargets('Shop', { port: 8080, targets: [service], healthCheck: { path: '/health' } });
      service.autoScaleTaskCount({ minCapacity: 3, maxCapacity: 30 }).scaleOnCpuUtilization('Cpu', {
        targetUtilizationPercent: 50,
      });
      const target = RecordTarget.fromAlias(new LoadBalancerTarget(balancer, { evaluateTargetHealth: true }));
      new ARecord(stack, 'Own', { zone, recordName: region, target });
      new ARecord(stack, 'Shop', {
        ...{ zone, target, failover, setIdentifier: region },
        healthCheck: probe(stack, 'Check', `${region}.shop.example.com`),
      });
    }
  },

  'an API of functions over a global table, by latency': (app) => {
    const first = stackIn(app, 'Notes-data', DUBLIN);
    new TableV2(first, 'Notes', {
      ...{ tableName: 'notes', partitionKey: { name: 'id', type: AttributeType.STRING } },
      ...{ deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      replicas: [
        {
          region: FRANKFURT,
          deletionProtection: true,
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        },
      ],
    });
    for (const region of [DUBLIN, FRANKFURT]) {
      const stack = stackIn(app, `Notes-${region}`, region);
      const zone = zoneIn(stack, 'example.com');
      const handler = fn(stack, 'Handler');
      TableV2.fromTableName(stack, 'Notes', 'notes').grantReadWriteData(handler);
      const validation = CertificateValidation.fromDns(zone);
      const certificate = new Certificate(stack, 'Certificate', { domainName: 'notes.example.com', validation });
      const api = new LambdaRestApi(stack, 'Api', {
        ...{ handler, proxy: false, endpointTypes: [EndpointType.REGIONAL] },
        domainName: { domainName: 'notes.example.com', certificate, endpointType: EndpointType.REGIONAL },
      });
      const health = new Fn(stack, 'Health', {
        ...{ code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X, reservedConcurrentExecutions: 10 },
      });
      api.root.addProxy();
      api.root.addResource('health').addMethod('GET', new LambdaIntegration(health));
      const own = api.addDomainName('Own', {
        domainName: `${region}.notes.example.com`,
        certificate: new Certificate(stack, 'OwnCertificate', {
          domainName: `${region}.notes.example.com`,
          validation,
        }),
        endpointType: EndpointType.REGIONAL,
      });
      new ARecord(stack, 'OwnName', {
        ...{ zone, recordName: `${region}.notes` },
        target: RecordTarget.fromAlias(new ApiGatewayDomain(own)),
      });
      new CfnRecordSet(stack, 'Name', {
        ...{ hostedZoneId: zone.hostedZoneId, name: 'notes.example.com', type: 'A', region, setIdentifier: region },
        aliasTarget: {
          dnsName: api.domainName!.domainNameAliasDomainName,
          hostedZoneId: api.domainName!.domainNameAliasHostedZoneId,
          evaluateTargetHealth: true,
        },
        healthCheckId: probe(stack, 'Check', `${region}.notes.example.com`).healthCheckId,
      });
    }
  },

  'functions on an Aurora that two Regions share, the second ready to take over': (app) => {
    const primary = stackIn(app, 'Ledger-primary', DUBLIN);
    new CfnGlobalCluster(primary, 'Global', {
      ...{ globalClusterIdentifier: 'ledger', engine: 'aurora-postgresql', engineVersion: '16.6' },
      ...{ storageEncrypted: true, deletionProtection: true },
    });
    for (const region of [DUBLIN, FRANKFURT]) {
      const stack = region === DUBLIN ? primary : stackIn(app, 'Ledger-secondary', region);
      const vpc = new Vpc(stack, 'Vpc', {
        availabilityZones: zonesOf(region),
        natGateways: 0,
        subnetConfiguration: [{ name: 'data', subnetType: SubnetType.PRIVATE_ISOLATED }],
      });
      const cluster = new CfnDBCluster(stack, 'Cluster', {
        ...{ engine: 'aurora-postgresql', engineVersion: '16.6', globalClusterIdentifier: 'ledger' },
        ...{ storageEncrypted: true, deletionProtection: true, backupRetentionPeriod: 14 },
        ...(region === DUBLIN ? { masterUsername: 'ledger', manageMasterUserPassword: true } : {}),
      });
      cluster.applyRemovalPolicy(RemovalPolicy.RETAIN);
      for (const [index, availabilityZone] of zonesOf(region).slice(0, 2).entries()) {
        const instance = new CfnDBInstance(stack, `Instance${index + 1}`, {
          ...{ dbClusterIdentifier: cluster.ref, dbInstanceClass: 'db.r7g.large', engine: 'aurora-postgresql' },
          availabilityZone,
        });
        instance.applyRemovalPolicy(RemovalPolicy.RETAIN);
      }
      new Fn(stack, 'Book', {
        ...{ code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X, timeout: Duration.seconds(15), vpc },
        vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
        environment: { CLUSTER: cluster.attrEndpointAddress, READER: cluster.attrReadEndpointAddress },
      });
    }
  },

  'pictures that are worked off by a queue, and what fails is kept': (app) => {
    const stack = stackIn(app, 'Pictures', DUBLIN);
    const kept = { removalPolicy: RemovalPolicy.RETAIN };
    const pictures = new Bucket(stack, 'Pictures', { ...kept, versioned: true, enforceSSL: true });
    const failed = new Queue(stack, 'Failed', { ...kept, retentionPeriod: Duration.days(14), enforceSSL: true });
    const jobs = new Queue(stack, 'Jobs', {
      ...{ ...kept, visibilityTimeout: Duration.minutes(6), enforceSSL: true },
      deadLetterQueue: { queue: failed, maxReceiveCount: 4 },
    });
    const resize = fn(stack, 'Resize', 60);
    resize.addEventSource(new SqsEventSource(jobs, { reportBatchItemFailures: true, maxConcurrency: 20 }));
    pictures.grantReadWrite(resize);
    const unseen = new Queue(stack, 'Unseen', { ...kept, retentionPeriod: Duration.days(14) });
    fn(stack, 'Index').configureAsyncInvoke({ onFailure: new SqsDestination(unseen), retryAttempts: 2 });
  },

  'servers of a team in three zones behind a network load balancer': (app) => {
    const stack = stackIn(app, 'Broker', DUBLIN);
    const vpc = new Vpc(stack, 'Vpc', { availabilityZones: zonesOf(DUBLIN) });
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    const group = new AutoScalingGroup(stack, 'Hosts', {
      ...{ vpc, instanceType: new InstanceType('m7g.large'), minCapacity: 3, maxCapacity: 9 },
      machineImage: EcsOptimizedImage.amazonLinux2023(),
      requireImdsv2: true,
    });
    const provider = new AsgCapacityProvider(stack, 'Provider', { autoScalingGroup: group });
    cluster.addAsgCapacityProvider(provider);
    const task = new Ec2TaskDefinition(stack, 'Task');
    task.addContainer('broker', {
      image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(stack, 'Images', 'broker'), DIGEST),
      ...{ memoryReservationMiB: 1024, portMappings: [{ containerPort: 1883 }] },
    });
    const service = new Ec2Service(stack, 'Service', {
      ...{ cluster, taskDefinition: task, desiredCount: 3, minHealthyPercent: 66 },
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
    });
    new NetworkLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true, crossZoneEnabled: true })
      .addListener('Mqtt', { port: 1883 })
      .addTargets('Broker', { port: 1883, targets: [service], healthCheck: { protocol: Protocol.TCP } });
  },

  'records, switches and a queue of this library, beside what a team has': (app) => {
    const domain = 'desk.example.com';
    const regions = [DUBLIN, FRANKFURT];
    const stacks = regions.map((region) => {
      const stack = stackIn(app, `Desk-${region}`, region);
      const other = region === DUBLIN ? FRANKFURT : DUBLIN;
      const vpc = new Vpc(stack, 'Vpc', { availabilityZones: zonesOf(region), natGateways: 0 });
      const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
      const certificate = new Certificate(stack, 'Certificate', {
        ...{ domainName: domain, subjectAlternativeNames: [`${region}.aws.${domain}`] },
        validation: CertificateValidation.fromDns(zoneIn(stack, domain)),
      });
      const listener = balancer.addListener('Https', {
        ...{ port: 443, certificates: [certificate] },
        defaultAction: ListenerAction.fixedResponse(404),
      });
      const route = (id: string, priority: number, path: string, target: LambdaTarget) =>
        listener.addTargets(id, { priority, conditions: [ListenerCondition.pathPatterns([path])], targets: [target] });
      const holder = new SwitchHolder(stack, 'Switches', { regions: [other], bucketName: `desk-switches-${region}` });
      route('Switch', 1, '/switch/*', new LambdaTarget(holder.function));
      const jobs = new JobQueue(stack, 'Jobs', { longestAttempt: Duration.seconds(60) });
      fn(stack, 'Worker', 60).addEventSource(new SqsEventSource(jobs.queue));
      route('Desk', 2, '/*', new LambdaTarget(fn(stack, 'Desk')));
      new CellRecords(stack, 'Records', {
        ...{ zone: stack.node.findChild('Zone') as unknown as IHostedZone, domain },
        endpoint: CellEndpoint.applicationLoadBalancer(balancer),
        serving: { path: '/health' },
        evacuation: new EvacuationSwitch(stack, 'Switch', { heldAt: `${other}.aws.${domain}` }),
      });
      return stack;
    });
    const door = stackIn(app, 'Desk-FrontDoor', DUBLIN);
    new FrontDoor(door, 'FrontDoor', { zone: zoneIn(door, domain), domain, prefer: Prefer.LOCALITY });
    door.addStackDependency(stacks[0]);
    stacks[1].addStackDependency(door);
  },
};
