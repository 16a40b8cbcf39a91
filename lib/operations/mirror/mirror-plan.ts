import type { CellId } from '../../contract/cell';
import { isOwn, ladderOf, type OwnSource, type Weights } from '../../contract/ladder';
import { IMAGES, type PublishedImage } from '../../topology/compute/images';
import { googleMirrorNames, imageRepositoryName, servicePrefix, weightsBucketName } from '../../topology/names';
import type { Topology } from '../../topology/topology';

/** A bucket of weights in a cell. */
export interface WeightsPlace {
  readonly cell: CellId;
  readonly cloud: 'aws' | 'google';
  readonly region: string;
  readonly bucket: string;
}

/** A cell's own registry, and the image in it. */
export interface ImagePlace {
  readonly cell: CellId;
  readonly cloud: 'aws' | 'google';
  readonly region: string;
  readonly registry: string;
  readonly path: string;
}

export interface PlannedWeights {
  /** Of the rung that needs them first: for people. */
  readonly rung: string;
  readonly weights: Weights;
  /** The one file that is needed; all of the repository's where it is left out. */
  readonly file?: string;
  readonly places: readonly WeightsPlace[];
}

export interface PlannedImage {
  readonly image: PublishedImage;
  readonly places: readonly ImagePlace[];
}

/** What a fleet's own servers start from, each once, and in which cells it has to lie. */
export interface MirrorPlan {
  readonly weights: readonly PlannedWeights[];
  readonly images: readonly PlannedImage[];
}

interface Needed {
  readonly rung: string;
  readonly source: OwnSource;
  readonly cell: CellId;
  readonly cloud: 'aws' | 'google';
  readonly region: string;
  /** The account, or the project's number. */
  readonly owner: string;
}

export function mirrorPlanOf(topology: Topology): MirrorPlan {
  const prefix = servicePrefix(topology.service, topology.stage);
  const needed = neededIn(topology);
  const weights = grouped(needed, ({ source: { weights: one, file } }) => [
    one.repository,
    one.revision,
    one.digest,
    file,
  ]);
  const images = grouped(
    needed.flatMap((one) => imagesOf(one).map((image) => ({ ...one, image }))),
    ({ image }) => [image.mirroredAs],
  );
  return {
    weights: weights.map((group) => ({
      rung: group[0].rung,
      weights: group[0].source.weights,
      ...(group[0].source.file !== undefined && { file: group[0].source.file }),
      places: eachCell(group).map(({ cell, cloud, region, owner }) => {
        return { cell, cloud, region, bucket: weightsBucketName(prefix, owner, region) };
      }),
    })),
    images: images.map((group) => ({
      image: group[0].image,
      places: eachCell(group).map(({ cell, cloud, region, owner, image }) => ({
        ...{ cell, cloud, region },
        ...(cloud === 'aws'
          ? {
              registry: `${owner}.dkr.ecr.${region}.amazonaws.com`,
              path: imageRepositoryName(prefix, image.mirroredAs),
            }
          : {
              registry: `${region}-docker.pkg.dev`,
              path: `${topology.google?.project}/${googleMirrorNames(prefix, owner, region).imageRepository}/${image.path}`,
            }),
      })),
    })),
  };
}

function neededIn({ ladder, awsCells, google }: Topology): readonly Needed[] {
  const cells = [
    ...awsCells.map(({ id, region, account }) => ({ cell: id, cloud: 'aws', region, owner: account }) as const),
    ...(google?.cells ?? []).map(({ id, region }) => {
      return { cell: id, cloud: 'google', region, owner: google?.projectNumber ?? '' } as const;
    }),
  ];
  return cells.flatMap((place) =>
    ladderOf(place.cell, ladder).flatMap((rung): Needed[] => {
      const source = rung.on[place.cloud];
      return isOwn(source) ? [{ ...place, rung: rung.name, source }] : [];
    }),
  );
}

/** The server's, and on AWS the one that loads its weights. */
function imagesOf({ source, cloud }: Needed): readonly PublishedImage[] {
  const server = source.kind === 'vllm' ? IMAGES.vllm : IMAGES.llamaCpp;
  return cloud === 'aws' ? [server, IMAGES.awsCli] : [server];
}

function eachCell<T extends { readonly cell: CellId }>(group: readonly T[]): readonly T[] {
  return [...new Map(group.map((one) => [one.cell, one])).values()];
}

function grouped<T>(items: readonly T[], key: (item: T) => readonly unknown[]): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const name = JSON.stringify(key(item));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
