import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerInsights,
  Ec2Service,
  Ec2TaskDefinition,
  NetworkMode,
  PlacementStrategy,
} from 'aws-cdk-lib/aws-ecs';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';
import { READY_PATH, serveVllm, VLLM_PORTS } from '../topology/compute/first-token';
import { IMAGES } from '../topology/compute/images';
import { EC2_MACHINES } from '../topology/compute/machines';
import { DEFAULTS } from '../topology/defaults';
import type { ModelServerProps } from './model-server-props';
import type { IModelService } from './model-service';
import { gpuHosts } from './private/gpu-hosts';
import { inferenceCheck } from './private/inference-check';
import { refuseCapacity, rolling } from './private/server-capacity';
import { serverContainers, serverLogs } from './private/server-containers';
import { serverDoor } from './private/server-door';
import { refuseOneZone } from './private/server-place';
import { weightsDirectory } from './private/weights-loader';

export interface VllmServiceProps extends ModelServerProps {
  /**
   * An EC2 instance type with one GPU: an L4 by default.
   * @default 'g6.xlarge'
   */
  readonly instanceType?: string;
  /**
   * A capacity provider that `cluster` already has, whose instances have one GPU each and find this network. Needed
   * where the cluster is imported.
   * @default - instances of its own
   */
  readonly capacityProvider?: string;
  /**
   * Encrypts the hosts' disks. Its policy must let Auto Scaling's service-linked role use it.
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   * @default - a key that AWS manages
   */
  readonly encryptionKey?: IKey;
}

/**
 * vLLM on GPU instances of one's own, in two zones at least, warm before anything has failed: it starts from a mirrored
 * image and verified weights of its own Region, and asks nobody else for anything.
 */
export class VllmService extends Construct implements IModelService {
  public readonly url: string;
  public readonly model: string;
  public readonly sharesFateWith: string[];
  public readonly callers: IConnectable[];
  public readonly callsServices = ['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs'];
  public readonly service: Ec2Service;
  public readonly loadBalancer: ApplicationLoadBalancer;
  private readonly door: ReturnType<typeof serverDoor>;

  public constructor(scope: Construct, id: string, props: VllmServiceProps) {
    super(scope, id);
    const { weights, mirror, capacity, vpc, vpcSubnets } = props;
    const instanceType = props.instanceType ?? DEFAULTS.instanceType;
    const machine = Object.hasOwn(EC2_MACHINES, instanceType) ? EC2_MACHINES[instanceType] : undefined;
    refuse([
      machine === undefined,
      {
        code: 'instance-type-unknown',
        path: `${this.node.path}.instanceType`,
        message: 'a server has one GPU',
        found: instanceType,
        allowed: Object.keys(EC2_MACHINES).join(', '),
        mend: 'name one of these, or leave it out for an L4',
      },
    ]);
    refuseOneZone(this, props);
    refuseCapacity(this, capacity);

    const cluster =
      props.cluster ?? new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    const task = new Ec2TaskDefinition(this, 'Task', {
      networkMode: NetworkMode.AWS_VPC,
      // On the host, so that a server that is started again finds them.
      volumes: [{ name: 'weights', host: { sourcePath: '/var/lib/understudy/weights' } }],
    });
    const container = serverContainers(
      task,
      {
        image: IMAGES.vllm,
        entryPoint: ['/bin/sh', '-c', serveVllm(weights.repository), 'vllm'],
        command: [
          ...['--model', weightsDirectory(weights.digest), '--served-model-name', weights.repository],
          ...['--max-model-len', String(props.contextWindow ?? DEFAULTS.ownContextWindow)],
          ...['--gpu-memory-utilization', '0.9', '--host', '0.0.0.0', '--port', String(VLLM_PORTS.server)],
        ],
        // Nothing is asked of a hub, and nothing is told to anybody.
        environment: { HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1', VLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1' },
        port: VLLM_PORTS.server,
        gpus: 1,
        // What ECS leaves of the host's memory, but for the loader.
        memoryReservationMiB: Math.floor(machine!.memoryGigabytes * 1024 * 0.8),
        healthCheck: inferenceCheck(weights.repository, VLLM_PORTS.server),
      },
      weights,
      mirror,
      serverLogs(this, props.logGroup),
    );
    const hosts =
      props.capacityProvider === undefined ? gpuHosts(this, { ...props, cluster, instanceType }) : undefined;
    this.service = new Ec2Service(this, 'Service', {
      ...rolling(capacity),
      cluster,
      taskDefinition: task,
      vpcSubnets,
      capacityProviderStrategies: [{ capacityProvider: hosts?.provider ?? props.capacityProvider!, weight: 1 }],
      placementStrategies: [PlacementStrategy.spreadAcross('attribute:ecs.availability-zone')],
    });
    this.door = serverDoor(this, {
      ...{ ...props, service: this.service, container, port: VLLM_PORTS.server },
      ready: { path: READY_PATH, port: VLLM_PORTS.ready },
    });
    this.loadBalancer = this.door.loadBalancer;
    this.callers = [this.service, ...(hosts === undefined ? [] : [hosts.group])];
    this.url = this.door.url;
    this.model = weights.repository;
    this.sharesFateWith = [`aws:${Stack.of(this).region}`];
  }

  public allowFrom(client: IConnectable): void {
    this.door.allowFrom(client);
  }
}
