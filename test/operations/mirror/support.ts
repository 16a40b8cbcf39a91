import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Run } from '../../../lib/operations/run-command';

export const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const gitOf = (text: string) => createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');

const servers: Server[] = [];

export async function closeServers(): Promise<void> {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}

type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer; cutAfter?: number };

async function serve(answer: (request: IncomingMessage, body: Buffer) => Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { status = 200, headers = {}, body = '', cutAfter } = answer(request, Buffer.concat(pieces));
    const bytes = Buffer.from(body);
    response.writeHead(status, { 'content-length': String(bytes.length), ...headers });
    if (cutAfter === undefined) response.end(request.method === 'HEAD' ? undefined : bytes);
    else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface FakeHub {
  readonly url: string;
  /** By path: what the hub has. What is longer than 20 characters is kept in Git's large file storage. */
  readonly files: Map<string, string>;
  /** Paths and ranges that were asked for. */
  readonly asked: string[];
  /** Cuts the next answer off after so many bytes. */
  cutAfter?: number;
}

export const REVISION = 'a'.repeat(40);

export async function fakeHub(repository: string): Promise<FakeHub> {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const hub: { -readonly [K in keyof FakeHub]: FakeHub[K] } = { url: '', files, asked };
  hub.url = await serve(({ url = '', headers }) => {
    if (url.startsWith(`/api/models/${repository}/tree/${REVISION}?`)) {
      const entries = [...files].map(([path, text]) => ({
        ...{ type: 'file', path, size: text.length, oid: gitOf(text) },
        ...(text.length > 20 && { lfs: { oid: sha256(text), size: text.length, pointerSize: 134 } }),
      }));
      // In two pages.
      if (url.includes('cursor')) return { body: JSON.stringify(entries.slice(1)) };
      const next = `<${hub.url}/api/models/${repository}/tree/${REVISION}?recursive=true&cursor=x>; rel="next"`;
      return {
        body: JSON.stringify([{ type: 'directory', path: 'sub' }, ...entries.slice(0, 1)]),
        headers: { link: next },
      };
    }
    const [, path] = url.split(`/resolve/${REVISION}/`);
    const text = files.get(decodeURIComponent(path ?? ''));
    if (text === undefined) return { status: 404 };
    asked.push(`${path} ${headers.range ?? 'whole'}`);
    const [, from] = /bytes=(\d+)-/.exec(headers.range ?? '') ?? [];
    const cut = hub.cutAfter;
    hub.cutAfter = undefined;
    const body = from === undefined ? text : text.slice(Number(from));
    return { status: from === undefined ? 200 : 206, body, ...(cut !== undefined && { cutAfter: cut }) };
  });
  return hub;
}

/** The clouds' command lines, and what lies in their buckets: by `s3://bucket/key`, with the digest that is said of it. */
export function fakeClouds(read: (file: string) => string) {
  const objects = new Map<string, { text: string; sha256: string }>();
  const refused = new Set<string>();
  const absent = { kind: 'refusal', code: 'NotFound', message: 'Not Found' } as const;
  const run: Run = async (command) => {
    const line = command.join(' ');
    const option = (name: string) => command[command.indexOf(name) + 1];
    if (line.includes('get-login-password') || line.includes('print-access-token'))
      return { kind: 'done', text: 'token\n' };
    if (line.startsWith('aws s3api head-object')) {
      const found = objects.get(`s3://${option('--bucket')}/${option('--key')}`);
      if (found === undefined) return absent;
      const said = { ContentLength: found.text.length, Metadata: { sha256: found.sha256 } };
      return { kind: 'done', text: JSON.stringify(said) };
    }
    if (line.startsWith('gcloud storage objects describe')) {
      const found = objects.get(command[4]);
      if (found === undefined) return { kind: 'refusal', code: 'NOT_FOUND', message: 'no such object' };
      const said = { size: String(found.text.length), metadata: { sha256: found.sha256 } };
      return { kind: 'done', text: JSON.stringify(said) };
    }
    const [from, to] = command.slice(3, 5);
    if ([...refused].some((bucket) => to.includes(bucket))) {
      return { kind: 'refusal', code: 'AccessDenied', message: 'no' };
    }
    const [, said] = /sha256=([0-9a-f]{64})/.exec(line) ?? [];
    objects.set(to, { text: read(from), sha256: said });
    return { kind: 'done', text: '' };
  };
  return { run, objects, refused };
}

export interface FakeRegistry {
  readonly url: string;
  readonly manifests: Map<string, { readonly type: string; readonly bytes: Buffer }>;
  readonly blobs: Map<string, Buffer>;
  readonly asked: string[];
}

/** @param lets `bearer` gives a token to anybody, `basic` asks for a password */
export async function fakeRegistry(lets: 'bearer' | 'basic'): Promise<FakeRegistry> {
  const registry = {
    url: '',
    manifests: new Map<string, { type: string; bytes: Buffer }>(),
    blobs: new Map<string, Buffer>(),
    asked: [] as string[],
  };
  const { manifests, blobs, asked } = registry;
  registry.url = await serve(({ method = '', url = '', headers }, body): Answer => {
    if (url.startsWith('/token')) return { body: JSON.stringify({ token: 'given' }) };
    const proof = lets === 'bearer' ? 'Bearer given' : `Basic ${Buffer.from('AWS:token').toString('base64')}`;
    if (headers.authorization !== proof) {
      const challenge =
        lets === 'bearer' ? `Bearer realm="${registry.url}/token",service="fake"` : 'Basic realm="fake",service="ecr"';
      return { status: 401, headers: { 'www-authenticate': challenge } };
    }
    asked.push(`${method} ${url.replace(/sha256:([0-9a-f]{8})[0-9a-f]*/, '$1').replace(/%3A/g, ':')}`);
    const [, kind, name] = /\/(manifests|blobs)\/(sha256:[0-9a-f]{64})$/.exec(url) ?? [];
    if (method === 'GET' || method === 'HEAD') {
      if (kind === 'blobs') {
        const blob = blobs.get(name);
        return blob === undefined ? { status: 404 } : { body: blob };
      }
      const manifest = manifests.get(name ?? '');
      return manifest === undefined
        ? { status: 404 }
        : { body: manifest.bytes, headers: { 'content-type': manifest.type } };
    }
    if (method === 'POST') return { status: 202, headers: { location: '/upload?state=1' } };
    if (url.startsWith('/upload')) {
      const digest = new URL(url, registry.url).searchParams.get('digest') ?? '';
      if (`sha256:${sha256(body)}` !== digest) return { status: 400 };
      blobs.set(digest, body);
      return { status: 201 };
    }
    // As ECR does: a list is taken only with all that it names.
    const named = JSON.parse(body.toString()) as { manifests?: { digest: string }[] };
    if (named.manifests?.some(({ digest }) => !manifests.has(digest))) return { status: 404 };
    manifests.set(`sha256:${sha256(body)}`, { type: headers['content-type'] ?? '', bytes: body });
    return { status: 201 };
  });
  return registry;
}

/** An image of two platforms, and what names it. */
export function publish(registry: FakeRegistry): string {
  const put = (type: string, content: object) => {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = `sha256:${sha256(bytes)}`;
    registry.manifests.set(digest, { type, bytes });
    return digest;
  };
  const blob = (text: string) => {
    const bytes = Buffer.from(text);
    const digest = `sha256:${sha256(bytes)}`;
    registry.blobs.set(digest, bytes);
    return { digest, size: bytes.length, mediaType: 'application/octet-stream' };
  };
  const one = (architecture: string) => {
    const type = 'application/vnd.oci.image.manifest.v1+json';
    const layers = [blob('what both share'), blob(`the layer of ${architecture}`)];
    const digest = put(type, { schemaVersion: 2, mediaType: type, config: blob(`{"of":"${architecture}"}`), layers });
    return { digest, mediaType: type, size: 1, platform: { architecture, os: 'linux' } };
  };
  const type = 'application/vnd.oci.image.index.v1+json';
  return put(type, { schemaVersion: 2, mediaType: type, manifests: [one('amd64'), one('arm64')] });
}
