import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { isOwn, ladderOf, type OwnSource, type Rung } from '../../contract/ladder';
import { IMAGES, type PublishedImage } from '../../topology/compute/images';
import { imageRepositoryName, servicePrefix, weightsBucketName } from '../../topology/names';
import type { AwsCell, Topology } from '../../topology/topology';
import { ImageMirror } from '../image-mirror';
import type { ModelMirror } from '../open-weights';
import { WeightsBucket } from '../weights-bucket';
import { describeFleet } from './fleet-metadata';

/** A rung with own compute in a cell. */
export interface OwnRung {
  readonly rung: Rung;
  readonly source: OwnSource;
}

export function ownRungsIn({ id }: AwsCell, { ladder }: Topology): readonly OwnRung[] {
  return ladderOf(id, ladder).flatMap((rung) => (isOwn(rung.on.aws) ? [{ rung, source: rung.on.aws }] : []));
}

/** The images that a cell's servers start from, each once. */
function imagesFor(own: readonly OwnRung[]): readonly PublishedImage[] {
  const kinds = own.map(({ source }) => serverImage(source));
  return [...new Set([...kinds, IMAGES.awsCli])];
}

export function serverImage({ kind }: OwnSource): PublishedImage {
  return kind === 'vllm' ? IMAGES.vllm : IMAGES.llamaCpp;
}

/**
 * What a cell's servers start from, in a stack of its own: it is deployed first, then filled by `understudy mirror`, and
 * only then can the cell's servers come up. Everything has a fixed name, so that the cell's stack refers to nothing.
 */
export function mirrorStack(scope: Construct, topology: Topology, cell: AwsCell): Stack | undefined {
  const own = ownRungsIn(cell, topology);
  if (own.length === 0) return undefined;
  const { account, region } = cell;
  const stack = new Stack(scope, `${region}-mirror`, {
    stackName: `${cell.stackName}-mirror`,
    description: `${topology.service}: the weights and images of the servers in ${region}`,
    env: { account, region },
    terminationProtection: true,
  });
  describeFleet(stack, topology, { kind: 'mirror', cell: cell.id });
  const prefix = servicePrefix(topology.service, topology.stage);
  new WeightsBucket(stack, 'Weights', { bucketName: weightsBucketName(prefix, account, region) });
  for (const image of imagesFor(own)) {
    new ImageMirror(stack, image.mirroredAs, { repositoryName: imageRepositoryName(prefix, image.mirroredAs) });
  }
  return stack;
}

/** The same as the cell's own stack sees it. */
export function mirrorOf(scope: Construct, topology: Topology, cell: AwsCell, source: OwnSource): ModelMirror {
  const prefix = servicePrefix(topology.service, topology.stage);
  const images = (id: string, { mirroredAs }: PublishedImage) =>
    Repository.fromRepositoryName(scope, id, imageRepositoryName(prefix, mirroredAs));
  return {
    weights: Bucket.fromBucketName(scope, 'Weights', weightsBucketName(prefix, cell.account, cell.region)),
    serverImages: images('ServerImages', serverImage(source)),
    loaderImages: images('LoaderImages', IMAGES.awsCli),
  };
}
