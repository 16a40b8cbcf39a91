import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerInsights,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refuse } from '../contract/problem';
import { IMAGES } from '../topology/compute/images';
import { DEFAULTS } from '../topology/defaults';
import type { ModelServerProps } from './model-server-props';
import type { IModelService } from './model-service';
import { inferenceCheck } from './private/inference-check';
import { refuseCapacity, rolling } from './private/server-capacity';
import { serverContainers, serverLogs } from './private/server-containers';
import { serverDoor } from './private/server-door';
import { refuseOneZone } from './private/server-place';
import { weightsDirectory } from './private/weights-loader';

export interface LlamaCppServiceProps extends ModelServerProps {
  /** The GGUF file of the repository that is served. */
  readonly file: string;
  /**
   * CPUs of each server: 4, 8 or 16, with four times as many GiB of memory, at most 64.
   * @default 8
   */
  readonly vcpus?: number;
}

const PORT = 8080;

/** What Fargate offers. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const MEMORY_GIB: Readonly<Record<number, number>> = { 4: 16, 8: 32, 16: 64 };

/** Requests that a server answers at once; they share the context. */
const SLOTS = 4;

/**
 * llama.cpp on CPUs, for small models: slow beside a GPU, and there at once on Fargate, which needs no hosts of one's own
 * and no quota of GPUs.
 */
export class LlamaCppService extends Construct implements IModelService {
  public readonly url: string;
  public readonly model: string;
  public readonly sharesFateWith: string[];
  public readonly callers: IConnectable[];
  public readonly callsServices = ['ecr.api', 'ecr.dkr', 'logs'];
  public readonly service: FargateService;
  public readonly loadBalancer: ApplicationLoadBalancer;
  private readonly door: ReturnType<typeof serverDoor>;

  public constructor(scope: Construct, id: string, props: LlamaCppServiceProps) {
    super(scope, id);
    const { weights, mirror, capacity, vpc, vpcSubnets, file } = props;
    const vcpus = props.vcpus ?? DEFAULTS.vcpus;
    refuse([
      !(vcpus in MEMORY_GIB),
      {
        code: 'vcpus-not-offered',
        path: `${this.node.path}.vcpus`,
        message: 'Fargate has no such size',
        found: String(vcpus),
        allowed: Object.keys(MEMORY_GIB).join(', '),
        mend: 'leave it out for 8',
      },
    ]);
    refuseOneZone(this, props);
    refuseCapacity(this, capacity);

    const cluster =
      props.cluster ?? new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    const task = new FargateTaskDefinition(this, 'Task', {
      cpu: vcpus * 1024,
      memoryLimitMiB: MEMORY_GIB[vcpus] * 1024,
      ephemeralStorageGiB: 50,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64 },
      volumes: [{ name: 'weights' }],
    });
    const context = props.contextWindow ?? DEFAULTS.ownContextWindow;
    const container = serverContainers(
      task,
      {
        image: IMAGES.llamaCpp,
        command: [
          ...['--model', `${weightsDirectory(weights.digest)}/${file}`, '--alias', weights.repository],
          ...['--ctx-size', String(context * SLOTS), '--parallel', String(SLOTS), '--threads', String(vcpus)],
          ...['--host', '0.0.0.0', '--port', String(PORT), '--no-webui'],
        ],
        environment: {},
        port: PORT,
        healthCheck: inferenceCheck(weights.repository, PORT),
      },
      weights,
      mirror,
      serverLogs(this, props.logGroup),
    );
    this.service = new FargateService(this, 'Service', {
      ...rolling(capacity),
      cluster,
      taskDefinition: task,
      vpcSubnets,
      assignPublicIp: false,
    });
    this.door = serverDoor(this, {
      ...props,
      service: this.service,
      container,
      port: PORT,
      ready: { path: '/health', port: PORT },
    });
    this.loadBalancer = this.door.loadBalancer;
    this.callers = [this.service];
    this.url = this.door.url;
    this.model = weights.repository;
    this.sharesFateWith = [`aws:${Stack.of(this).region}`];
  }

  public allowFrom(client: IConnectable): void {
    this.door.allowFrom(client);
  }
}
