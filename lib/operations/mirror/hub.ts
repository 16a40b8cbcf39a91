import { isPlainPath } from '../../contract/weights';
import type { Expected } from './fetch-file';

/** A file of a repository at a commit. */
export interface HubFile extends Expected {
  readonly path: string;
}

interface TreeEntry {
  readonly type?: unknown;
  readonly path?: unknown;
  readonly size?: unknown;
  readonly oid?: unknown;
  readonly lfs?: { readonly oid?: unknown; readonly size?: unknown };
}

const MOST_PAGES = 20;

/** Hugging Face's hub, from which weights are copied once; nothing that serves ever asks it. */
export class Hub {
  public readonly headers: Readonly<Record<string, string>>;

  /**
   * @param base `https://huggingface.co`
   * @param token for repositories whose terms one has to accept; never told to another host
   */
  public constructor(
    private readonly fetch: typeof globalThis.fetch,
    private readonly base: string,
    token?: string,
  ) {
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  public url(repository: string, revision: string, path: string): string {
    return `${this.base}/${repository}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  /**
   * The files of a repository at a commit, sorted by path; large ones by their SHA-256, small ones as Git names them.
   * @throws Error when the hub does not know it, or lists what cannot be named in a manifest
   * @see https://huggingface.co/docs/hub/api
   */
  public async files(repository: string, revision: string): Promise<readonly HubFile[]> {
    const files: HubFile[] = [];
    let next: string | undefined = `${this.base}/api/models/${repository}/tree/${revision}?recursive=true`;
    for (let page = 0; next !== undefined; page++) {
      if (page === MOST_PAGES) throw new Error(`${repository} lists more files than weights have`);
      const response: Response = await this.fetch(next, { headers: this.headers });
      if (!response.ok)
        throw new Error(`${repository}@${revision}: the hub says ${response.status}${hint(response.status)}`);
      const entries = (await response.json()) as readonly TreeEntry[];
      files.push(...entries.flatMap(fileOf));
      next = nextPage(response.headers.get('link'), this.base);
    }
    // What begins with a dot is Git's, and no server reads it.
    const plain = files.filter(({ path }) => isPlainPath(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
    const odd = files.filter(({ path }) => !isPlainPath(path) && !path.split('/').some((part) => part.startsWith('.')));
    if (odd.length > 0)
      throw new Error(`${repository} has a file with an unusual name: ${JSON.stringify(odd[0].path)}`);
    return plain;
  }
}

function fileOf({ type, path, size, oid, lfs }: TreeEntry): HubFile[] {
  if (type !== 'file' || typeof path !== 'string') return [];
  if (lfs !== undefined) return [{ path, bytes: Number(lfs.size), algorithm: 'sha256', digest: String(lfs.oid) }];
  return [{ path, bytes: Number(size), algorithm: 'git', digest: String(oid) }];
}

/** Only on the same host: a token goes along. */
function nextPage(link: string | null, base: string): string | undefined {
  const [, url] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? [];
  return url?.startsWith(`${base}/`) ? url : undefined;
}

function hint(status: number): string {
  if (status === 401 || status === 403) return ' (set HF_TOKEN to the token of an account that accepted its terms)';
  return status === 404 ? ' (there is no such repository or commit)' : '';
}
