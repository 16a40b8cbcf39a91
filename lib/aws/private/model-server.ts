import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IConnectable, type IVpc, Port, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  AwsLogDriverMode,
  type BaseService,
  CfnService,
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  type HealthCheck,
  LogDriver,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { refuse } from '../../contract/problem';
import { weightsFolder } from '../../contract/weights';
import { IMAGES } from '../../topology/compute/images';
import type { ModelMirror, OpenWeights, ServerCapacity } from '../open-weights';
import { KEEP } from './keep';
import { hexOf, LOAD_WEIGHTS } from './weights-loader';
import { oneZone } from './zones';

/** A margin beyond the longest answer, which is 15 minutes: a server that thinks sends nothing meanwhile. */
const IDLE = Duration.seconds(910);

/** Loading 16 GB, and compiling for it. */
const START = Duration.minutes(15);

/** What runs a server's tasks: hosts with GPUs, or Fargate. */
export interface ServerPlace {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
}

/** Two zones or more, where they are known already. */
export function refuseOneZone(scope: Construct, { vpc, vpcSubnets }: ServerPlace): void {
  const zones = [...new Set(vpc.selectSubnets(vpcSubnets).availabilityZones)];
  const known = zones.every((zone) => !Token.isUnresolved(zone));
  refuse([known && zones.length < 2, oneZone(`${scope.node.path}.vpcSubnets`, zones)]);
}

/** Fewer than one a zone leaves the cell without the rung when a zone is gone. */
export function refuseCapacity(scope: Construct, { warm, most }: ServerCapacity): void {
  const range = (code: string, path: string, found: number, allowed: string, mend: string) => ({
    code,
    path: `${scope.node.path}.capacity.${path}`,
    message: 'a number of servers',
    found: String(found),
    allowed,
    mend,
  });
  refuse(
    [
      !Number.isInteger(warm) || warm < 0 || warm === 1,
      range('capacity-out-of-range', 'warm', warm, '0, or 2 and more: one a zone', 'raise it to 2'),
    ],
    [
      most !== undefined && (!Number.isInteger(most) || most < Math.max(1, warm)),
      range(
        'capacity-out-of-range',
        'most',
        most ?? 0,
        `${Math.max(1, warm)} or more`,
        'leave it out for twice as many',
      ),
    ],
  );
}

/** A log group of the server's own, unless there is one. */
export function serverLogs(scope: Construct, given?: ILogGroup): ILogGroup {
  return given ?? new LogGroup(scope, 'Logs', { retention: RetentionDays.ONE_MONTH, removalPolicy: KEEP });
}

/** What the container with the model is. */
export interface ServerContainer {
  readonly image: { readonly path: string; readonly digest: string };
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly gpus?: number;
  readonly memoryReservationMiB?: number;
  readonly healthCheck: HealthCheck;
}

/**
 * Two containers: one fetches the weights from the Region's bucket, verifies them and ends; the server starts after it,
 * and sees them read-only. The volume is the task definition's `weights`.
 */
export function serverContainers(
  task: TaskDefinition,
  server: ServerContainer,
  weights: OpenWeights,
  mirror: ModelMirror,
  logGroup: ILogGroup,
): ContainerDefinition {
  const folder = weightsFolder(weights);
  const log = (streamPrefix: string) =>
    LogDriver.awsLogs({ logGroup, streamPrefix, mode: AwsLogDriverMode.NON_BLOCKING });
  const loader = task.addContainer('Weights', {
    image: ContainerImage.fromEcrRepository(mirror.loaderImages, IMAGES.awsCli.digest),
    essential: false,
    entryPoint: ['/bin/sh', '-c'],
    command: [LOAD_WEIGHTS],
    environment: {
      AWS_REGION: Stack.of(task).region,
      BUCKET: mirror.weights.bucketName,
      FOLDER: folder,
      DIGEST: hexOf(weights.digest),
    },
    memoryReservationMiB: 512,
    logging: log('weights'),
  });
  loader.addMountPoints({ sourceVolume: 'weights', containerPath: '/weights', readOnly: false });
  task.taskRole.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [mirror.weights.arnForObjects(`${folder}/*`)] }),
  );
  mirror.weights.encryptionKey?.grantDecrypt(task.taskRole);

  const container = task.addContainer('Server', {
    image: ContainerImage.fromEcrRepository(mirror.serverImages, server.image.digest),
    command: [...server.command],
    environment: { ...server.environment },
    gpuCount: server.gpus,
    memoryReservationMiB: server.memoryReservationMiB,
    portMappings: [{ containerPort: server.port }],
    healthCheck: server.healthCheck,
    logging: log('server'),
  });
  container.addMountPoints({ sourceVolume: 'weights', containerPath: '/weights', readOnly: true });
  container.addContainerDependencies({ container: loader, condition: ContainerDependencyCondition.SUCCESS });
  return container;
}

/**
 * Runs a token of inference: a process can live, and answer, while its GPU does not. A busy server queues it, so that it
 * has as long as ECS allows, five times over, before the task is replaced: busy is not dead.
 */
export function inferenceCheck(model: string, port: number): HealthCheck {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: '1' }], max_tokens: 1 });
  const ask = `curl -fsS --max-time 55 -H 'content-type: application/json' -d '${body}'`;
  return {
    command: ['CMD-SHELL', `${ask} http://127.0.0.1:${port}/v1/chat/completions | grep -q '"choices"'`],
    interval: Duration.seconds(61),
    timeout: Duration.seconds(60),
    retries: 5,
    startPeriod: Duration.seconds(300),
  };
}

export interface ServerDoorProps extends ServerPlace {
  readonly hostName: string;
  readonly service: BaseService;
  readonly container: ContainerDefinition;
  readonly port: number;
  readonly capacity: ServerCapacity;
  readonly certificate?: ICertificate;
  readonly alarmTopics?: readonly ITopic[];
}

/** The way to the servers from within the network: a load balancer under a name that only this network knows. */
export interface ServerDoor {
  readonly url: string;
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  allowFrom(client: IConnectable): void;
}

export function serverDoor(scope: Construct, props: ServerDoorProps): ServerDoor {
  const { vpc, vpcSubnets, hostName, service, port, certificate } = props;
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc,
    vpcSubnets,
    internetFacing: false,
    idleTimeout: IDLE,
    dropInvalidHeaderFields: true,
  });
  const secure = certificate !== undefined;
  const listener = loadBalancer.addListener('Listener', {
    protocol: secure ? ApplicationProtocol.HTTPS : ApplicationProtocol.HTTP,
    certificates: secure ? [certificate] : undefined,
    sslPolicy: secure ? SslPolicy.TLS13_RES : undefined,
    // Whoever may call is let in by name.
    open: false,
  });
  const targets = listener.addTargets('Servers', {
    protocol: ApplicationProtocol.HTTP,
    port,
    targets: [service.loadBalancerTarget({ containerName: props.container.containerName, containerPort: port })],
    healthCheck: {
      path: '/health',
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
    // Streams in flight are let end.
    deregistrationDelay: Duration.seconds(60),
  });
  // The name needs no control plane to be answered, and no secret or output of another stack to be known.
  const zone = new PrivateHostedZone(scope, 'Zone', { zoneName: hostName, vpc });
  new ARecord(scope, 'Name', { zone, target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) });

  scale(service, targets, props.capacity);
  alarm(scope, targets, props);
  return {
    url: `${secure ? 'https' : 'http'}://${hostName}/v1`,
    loadBalancer,
    targets,
    allowFrom: (client) => loadBalancer.connections.allowFrom(client, Port.tcp(secure ? 443 : 80), 'calls the model'),
  };
}

/** Adds to what is warm, before that is fully busy; what is warm never becomes less. */
function scale(service: BaseService, targetGroup: ApplicationTargetGroup, capacity: ServerCapacity): void {
  const { warm, most = Math.max(1, 2 * warm), requestsPerSecond = 1 } = capacity;
  const scaling = service.autoScaleTaskCount({ minCapacity: warm, maxCapacity: most });
  if (most > warm) {
    scaling.scaleOnRequestCount('Requests', {
      targetGroup,
      requestsPerTarget: Math.max(1, Math.floor(60 * requestsPerSecond * 0.8)),
      scaleInCooldown: Duration.minutes(30),
      scaleOutCooldown: Duration.minutes(2),
    });
  }
  // A number here would take away, with every deployment, what scaling has added.
  const resource = service.node.findAll().find((child): child is CfnService => child instanceof CfnService);
  resource?.addPropertyDeletionOverride('DesiredCount');
}

function alarm(scope: Construct, targets: ApplicationTargetGroup, { capacity, alarmTopics = [] }: ServerDoorProps) {
  if (capacity.warm === 0) return;
  const fewer = targets.metrics
    .healthyHostCount({ statistic: 'Minimum', period: Duration.minutes(1) })
    .createAlarm(scope, 'TooFew', {
      alarmDescription:
        `Fewer than the ${capacity.warm} servers that the loss of another cell would need. ` +
        'Look at the events of the service and at the quota of GPU instances.',
      threshold: capacity.warm,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      treatMissingData: TreatMissingData.BREACHING,
    });
  fewer.addAlarmAction(...alarmTopics.map((topic) => new SnsAction(topic)));
}

/** Grace for a start, and how many more there may be while a deployment replaces them: a server at least. */
export function rolling({ warm }: ServerCapacity) {
  const least = Math.max(1, warm);
  return {
    healthCheckGracePeriod: START,
    minHealthyPercent: 100,
    maxHealthyPercent: Math.max(125, Math.ceil((100 * (least + 1)) / least)),
    circuitBreaker: { rollback: true },
  };
}
