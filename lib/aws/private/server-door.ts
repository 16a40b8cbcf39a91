import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IConnectable, Port } from 'aws-cdk-lib/aws-ec2';
import type { BaseService, ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServerCapacity } from '../open-weights';
import { accept } from './accept';
import { scale } from './server-capacity';
import type { ServerPlace } from './server-place';

/** A margin beyond the longest answer, which is 15 minutes: a server that thinks sends nothing meanwhile. */
const IDLE = Duration.seconds(910);

export interface ServerDoorProps extends ServerPlace {
  readonly hostName: string;
  readonly service: BaseService;
  readonly container: ContainerDefinition;
  readonly port: number;
  /** Where the load balancer asks whether a server is ready to be called. */
  readonly ready: { readonly path: string; readonly port: number };
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
  const { vpc, vpcSubnets, hostName, service, port, ready, certificate } = props;
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc,
    vpcSubnets,
    internetFacing: false,
    idleTimeout: IDLE,
    dropInvalidHeaderFields: true,
  });
  accept(
    loadBalancer,
    'ELB2',
    'the gateway, which alone calls it, writes one line for each request, with what served it',
  );
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
      path: ready.path,
      port: String(ready.port),
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
    // Streams in flight are let end.
    deregistrationDelay: Duration.seconds(60),
  });
  if (ready.port !== port) loadBalancer.connections.allowTo(service, Port.tcp(ready.port), 'asks whether it is ready');
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
