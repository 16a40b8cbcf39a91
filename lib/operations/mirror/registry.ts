import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;
const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** A manifest to the byte: its digest is its name. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** Of an index: its manifests, with their platforms. */
  readonly manifests: readonly { readonly digest: string; readonly architecture?: string }[];
  /** Of one image: its configuration and its layers. */
  readonly blobs: readonly { readonly digest: string; readonly bytes: number }[];
}

/** What proves a caller to his own registry, as `user:password`. */
export type Credentials = () => Promise<string>;

const MOST_MANIFEST_BYTES = 4 * 1024 * 1024;

/**
 * A registry of images, spoken to as its own clients do, so that nobody needs Docker to copy one.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  private authorization: string | undefined;

  public constructor(
    private readonly fetch: typeof globalThis.fetch,
    /** `https://registry-1.docker.io` */
    private readonly base: string,
    private readonly credentials?: Credentials,
  ) {}

  /** @throws Error when it is not there, or is not what its digest says */
  public async manifest(path: string, digest: string): Promise<Manifest> {
    const accept = [...INDEXES, ...MANIFESTS].join(', ');
    const response = await this.ask(path, `manifests/${digest}`, { headers: { accept } });
    if (!response.ok) throw new Error(`${path}@${digest}: the registry says ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > MOST_MANIFEST_BYTES) throw new Error(`${path}@${digest} is no manifest: it is too large`);
    const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (found !== digest) throw new Error(`${path}@${digest} is not what it says it is, but ${found}`);
    return parsed(bytes, digest, response.headers.get('content-type') ?? '');
  }

  public async has(path: string, what: 'manifests' | 'blobs', digest: string): Promise<boolean> {
    const accept = [...INDEXES, ...MANIFESTS].join(', ');
    const response = await this.ask(path, `${what}/${digest}`, { method: 'HEAD', headers: { accept } });
    if (response.ok || response.status === 404) return response.ok;
    throw new Error(`${path}: the registry says ${response.status}`);
  }

  /** Where a layer is fetched, and by whom: whoever goes on with a part asks for himself. */
  public async blobRequest(path: string, digest: string): Promise<{ url: string; headers: Record<string, string> }> {
    // A token, if one is wanted.
    await this.has(path, 'blobs', digest);
    const headers: Record<string, string> =
      this.authorization === undefined ? {} : { authorization: this.authorization };
    return { url: `${this.base}/v2/${path}/blobs/${digest}`, headers };
  }

  /** Reads a layer to its end, and holds it to its digest: what mirrors another registry has it from then on. */
  public async readBlob(path: string, digest: string, onBytes: (bytes: number) => void): Promise<void> {
    const response = await this.ask(path, `blobs/${digest}`, {});
    if (!response.ok || response.body === null) throw new Error(`${path}: the registry says ${response.status}`);
    const hash = createHash('sha256');
    for await (const piece of Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])) {
      hash.update(piece as Buffer);
      onBytes((piece as Buffer).length);
    }
    const found = `sha256:${hash.digest('hex')}`;
    if (found !== digest) throw new Error(`${path}@${digest} is not what it says it is, but ${found}`);
  }

  public async putBlob(path: string, digest: string, file: string, bytes: number): Promise<void> {
    const begun = await this.ask(path, 'blobs/uploads/', { method: 'POST' });
    const location = begun.headers.get('location');
    if (begun.status !== 202 || location === null) throw new Error(`${path}: the registry says ${begun.status}`);
    const url = new URL(location, this.base);
    url.searchParams.set('digest', digest);
    const response = await this.fetch(url, {
      ...{ method: 'PUT', body: Readable.toWeb(createReadStream(file)), duplex: 'half' },
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes),
        // Where the upload goes to another host, its address alone lets in.
        ...(this.authorization !== undefined &&
          url.origin === new URL(this.base).origin && { authorization: this.authorization }),
      },
    } as RequestInit);
    if (response.status !== 201) throw new Error(`${path}: the registry says ${response.status} to a layer`);
  }

  /** Under its digest alone, or a tag. */
  public async putManifest(path: string, { bytes, mediaType, digest }: Manifest, reference = digest): Promise<void> {
    const response = await this.ask(path, `manifests/${reference}`, {
      ...{ method: 'PUT', body: bytes },
      headers: { 'content-type': mediaType },
    });
    // A tag that may not move, and is there already, is what it was.
    if (response.status !== 201 && response.status !== 400) {
      throw new Error(`${path}: the registry says ${response.status} to ${reference}`);
    }
    if (!(await this.has(path, 'manifests', digest))) throw new Error(`${path}: ${digest} was not kept`);
  }

  private async ask(path: string, what: string, init: RequestInit): Promise<Response> {
    const url = `${this.base}/v2/${path}/${what}`;
    const asked = () => {
      const headers = { ...(init.headers as object), ...(this.authorization && { authorization: this.authorization }) };
      return this.fetch(url, { ...init, headers });
    };
    const response = await asked();
    if (response.status !== 401) return response;
    this.authorization = await this.authorized(response.headers.get('www-authenticate') ?? '', path);
    return asked();
  }

  /** As the registry asks for it: a token of whom it names, or the credentials themselves. */
  private async authorized(challenge: string, path: string): Promise<string> {
    const known = this.credentials && `Basic ${Buffer.from(await this.credentials()).toString('base64')}`;
    if (/^basic/i.test(challenge) && known !== undefined) return known;
    const [, realm] = /realm="([^"]+)"/.exec(challenge) ?? [];
    const [, service] = /service="([^"]+)"/.exec(challenge) ?? [];
    if (realm === undefined || !/^bearer/i.test(challenge)) throw new Error(`${this.base} lets nobody in unknown`);
    const url = new URL(realm);
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', `repository:${path}:pull`);
    const response = await this.fetch(url, { headers: known === undefined ? {} : { authorization: known } });
    if (!response.ok) throw new Error(`${url.origin} gives no token: ${response.status}`);
    const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
    return `Bearer ${token ?? access_token}`;
  }
}

function parsed(bytes: Buffer, digest: string, contentType: string): Manifest {
  const body = JSON.parse(bytes.toString()) as {
    mediaType?: string;
    manifests?: { digest: string; platform?: { architecture?: string } }[];
    config?: { digest: string; size: number };
    layers?: { digest: string; size: number }[];
  };
  const mediaType = body.mediaType ?? contentType.split(';')[0];
  const blobs = [...(body.config ? [body.config] : []), ...(body.layers ?? [])];
  const all = [...(body.manifests ?? []), ...blobs];
  if (all.some((one) => !/^sha256:[0-9a-f]{64}$/.test(one.digest)))
    throw new Error(`${digest} names what has no digest`);
  return {
    ...{ digest, mediaType, bytes },
    manifests: (body.manifests ?? []).map((one) => ({ digest: one.digest, architecture: one.platform?.architecture })),
    blobs: blobs.map((one) => ({ digest: one.digest, bytes: one.size })),
  };
}
