import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedImage } from '../../topology/compute/images';
import type { Copied } from './copy-weights';
import { shown } from './copy-weights';
import { type FetchOptions, fetchFile } from './fetch-file';
import type { ImagePlace, PlannedImage } from './mirror-plan';
import type { Manifest, Registry } from './registry';
import type { Say } from './say';

export interface ImageCopying {
  readonly publisher: (image: PublishedImage) => Registry;
  readonly own: (place: ImagePlace) => Registry;
  /** Where layers are kept on the way. */
  readonly cache: string;
  readonly options: FetchOptions;
  readonly say: Say;
}

/**
 * Has an image in each cell's registry, by its digest. On AWS it is copied from its publisher, every platform of it,
 * since a registry takes a list of images only with all that it names; on Google, where the registry fetches what it is
 * asked for, it is asked for all that servers there will ask for.
 */
export async function copyImage(planned: PlannedImage, copying: ImageCopying): Promise<readonly Copied[]> {
  const { image, places } = planned;
  const results: Copied[] = [];
  for (const place of places) {
    const what = `${image.path}@${image.digest}`;
    try {
      const done = place.cloud === 'aws' ? await push(image, place, copying) : await warm(image, place, copying);
      results.push({ cell: place.cell, what, ...done });
    } catch (error) {
      const failure = (error as Error).message;
      copying.say(`${image.path}: ${place.cell}: ${failure}`);
      results.push({ cell: place.cell, what, sent: 0, there: 0, failure });
    }
  }
  return results;
}

interface Counts {
  readonly sent: number;
  readonly there: number;
}

async function push(image: PublishedImage, place: ImagePlace, copying: ImageCopying): Promise<Counts> {
  const { publisher, own, say } = copying;
  const [from, to] = [publisher(image), own(place)];
  if (await to.has(place.path, 'manifests', image.digest)) return { sent: 0, there: 1 };
  const top = await from.manifest(image.path, image.digest);
  for (const { digest } of top.manifests) {
    if (await to.has(place.path, 'manifests', digest)) continue;
    const one = await from.manifest(image.path, digest);
    await pushLayers(one, image, place, copying);
    await to.putManifest(place.path, one);
  }
  await pushLayers(top, image, place, copying);
  await to.putManifest(place.path, top, image.tag);
  say(`${image.path}: in ${place.cell}`);
  return { sent: 1, there: 0 };
}

async function pushLayers(manifest: Manifest, image: PublishedImage, place: ImagePlace, copying: ImageCopying) {
  const { publisher, own, cache, options, say } = copying;
  const [from, to] = [publisher(image), own(place)];
  for (const [index, { digest, bytes }] of manifest.blobs.entries()) {
    if (await to.has(place.path, 'blobs', digest)) continue;
    say(`${image.path}: layer ${index + 1}/${manifest.blobs.length}, ${shown(bytes)}, to ${place.cell}`);
    const hex = digest.replace(/^sha256:/, '');
    const file = join(cache, 'layers', hex);
    const { url, headers } = await from.blobRequest(image.path, digest);
    await fetchFile(url, file, { bytes, algorithm: 'sha256', digest: hex }, { ...options, headers });
    await to.putBlob(place.path, digest, file, bytes);
    rmSync(file);
  }
}

/** Servers there are of this architecture. */
const ARCHITECTURE = 'amd64';

async function warm(image: PublishedImage, place: ImagePlace, { own, options, say }: ImageCopying): Promise<Counts> {
  const registry = own(place);
  const top = await registry.manifest(place.path, image.digest);
  const images = await Promise.all(
    top.manifests
      .filter(({ architecture }) => architecture === ARCHITECTURE)
      .map(({ digest }) => registry.manifest(place.path, digest)),
  );
  const blobs = [top, ...images].flatMap((one) => one.blobs);
  if (blobs.length === 0) throw new Error(`${image.path} has no image for ${ARCHITECTURE}`);
  for (const [index, { digest, bytes }] of blobs.entries()) {
    say(`${image.path}: layer ${index + 1}/${blobs.length}, ${shown(bytes)}, through ${place.cell}`);
    await registry.readBlob(place.path, digest, options.onBytes ?? (() => undefined));
  }
  return { sent: 1, there: 0 };
}
