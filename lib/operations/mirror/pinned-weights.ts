import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { manifestOf, weightsFolder } from '../../contract/weights';
import { type FetchOptions, fetchFile } from './fetch-file';
import type { Hub, HubFile } from './hub';

/** A file with its SHA-256. */
export interface PinnedFile extends HubFile {
  readonly sha256: string;
}

/** What a revision's weights are, without having them. */
export interface PinnedWeights {
  readonly files: readonly PinnedFile[];
  readonly manifest: string;
  /** `sha256:…` of the manifest: what a declaration pins. */
  readonly digest: string;
  readonly bytes: number;
}

export interface Library {
  readonly hub: Hub;
  /** Where files are kept on the way. */
  readonly cache: string;
  readonly options: FetchOptions;
}

export interface Asked {
  readonly repository: string;
  readonly revision: string;
  /** One file alone. */
  readonly file?: string;
}

/**
 * The list of files with their digests. The hub says those of large files; small ones are brought here, since it says
 * only Git's.
 * @throws Error when there is nothing to list
 */
export async function pinWeights(asked: Asked, library: Library): Promise<PinnedWeights> {
  const { repository, revision, file } = asked;
  const listed = await library.hub.files(repository, revision);
  const wanted = file === undefined ? listed : listed.filter(({ path }) => path === file);
  if (wanted.length === 0)
    throw new Error(`${repository}@${revision} has ${file === undefined ? 'no files' : `no ${file}`}`);
  const files: PinnedFile[] = [];
  for (const one of wanted) {
    files.push({ ...one, sha256: one.algorithm === 'sha256' ? one.digest : await bring(asked, one, library) });
  }
  const manifest = manifestOf(new Map(files.map(({ path, sha256 }) => [path, sha256])));
  return {
    ...{ files, manifest },
    digest: `sha256:${createHash('sha256').update(manifest).digest('hex')}`,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Where a file is kept on the way. */
export function cached(asked: Asked, path: string, { cache }: Library): string {
  return join(cache, weightsFolder(asked), path);
}

/** Brings a file into the cache, verified. @returns its SHA-256 */
export function bring(asked: Asked, file: HubFile, library: Library): Promise<string> {
  const { hub, options } = library;
  const { headers } = hub;
  const url = hub.url(asked.repository, asked.revision, file.path);
  return fetchFile(url, cached(asked, file.path, library), file, { ...options, headers });
}
