import type { Weights } from './ladder';

/** The list of a repository's files, as `sha256sum` writes and checks it: `<digest>  <path>` a line, sorted by path. */
export const MANIFEST = 'SHA256SUMS';

/** Where a revision of a repository lies in a cell's bucket; its files and MANIFEST are below. */
export function weightsFolder({ repository, revision }: Pick<Weights, 'repository' | 'revision'>): string {
  return `models/${repository}/${revision}`;
}

/** The manifest of files with their SHA-256 in hexadecimal. */
export function manifestOf(files: ReadonlyMap<string, string>): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([path, digest]) => `${digest}  ${path}\n`).join('');
}

/** A file's path in a repository that may be named in a manifest: relative, without a way up, on one line. */
export function isPlainPath(path: string): boolean {
  return /^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)*$/.test(path);
}

/** The files of a manifest with their digests; undefined where a line is none of it. */
export function parseManifest(text: string): ReadonlyMap<string, string> | undefined {
  const files = new Map<string, string>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (path === undefined || !isPlainPath(path) || files.has(path)) return undefined;
    files.set(path, digest);
  }
  return files;
}
