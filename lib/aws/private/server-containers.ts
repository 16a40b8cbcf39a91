import {
  AwsLogDriverMode,
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  type HealthCheck,
  LogDriver,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { weightsFolder } from '../../contract/weights';
import { IMAGES } from '../../topology/compute/images';
import type { ModelMirror, OpenWeights } from '../open-weights';
import { accept, acceptWildcard } from './accept';
import { KEEP } from './keep';
import { hexOf, LOAD_WEIGHTS } from './weights-loader';

/** A log group of the server's own, unless there is one. */
export function serverLogs(scope: Construct, given?: ILogGroup): ILogGroup {
  return given ?? new LogGroup(scope, 'Logs', { retention: RetentionDays.ONE_MONTH, removalPolicy: KEEP });
}

/** What the container with the model is. */
export interface ServerContainer {
  readonly image: { readonly path: string; readonly digest: string };
  /** @default - the image's */
  readonly entryPoint?: readonly string[];
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
  const objects = mirror.weights.arnForObjects(`${folder}/*`);
  task.taskRole.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }));
  acceptWildcard(task.taskRole, objects, 'the files of one revision of one repository, all of which it loads');
  mirror.weights.encryptionKey?.grantDecrypt(task.taskRole);

  const container = task.addContainer('Server', {
    image: ContainerImage.fromEcrRepository(mirror.serverImages, server.image.digest),
    entryPoint: server.entryPoint && [...server.entryPoint],
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
  accept(
    task,
    'ECS2',
    'no variable holds a secret: they name a bucket and what its files must be, which the template pins',
  );
  acceptWildcard(task.obtainExecutionRole(), '*', "ECR's token has no resource: what it opens is granted by name");
  return container;
}
