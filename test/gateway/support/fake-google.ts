import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** The metadata server's token, Secret Manager's access, and Cloud Storage's objects, on one socket. */
export class FakeGoogle {
  /** By `project/id`. */
  public readonly secrets = new Map<string, string>();
  /** By `bucket/key`. */
  public readonly objects = new Map<string, string>();
  /** The token that is handed out, and the only one that opens the rest. */
  public token = 'token-1';
  public tokenSeconds = 3600;
  public tokensGiven = 0;
  /** Seconds until an identity token ends, as it says itself. */
  public identitySeconds = 3600;
  public readonly audiences: string[] = [];

  public constructor(private readonly now: () => number = Date.now) {}
  /** What answers everything, or the tokens alone, with this status; `silent` never answers. */
  public fault: number | 'silent' | undefined;
  public tokenFault: number | 'silent' | undefined;

  public readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.serve(request, response).catch(() => response.destroy());
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://google.invalid');
    const body = await textOf(request);
    const isToken = url.pathname === '/computeMetadata/v1/instance/service-accounts/default/token';
    const fault = isToken ? (this.tokenFault ?? this.fault) : this.fault;
    if (fault === 'silent') return;
    if (fault !== undefined) return void refuse(response, fault, 'INTERNAL');
    if (isToken) return void this.giveToken(request, response);
    if (url.pathname.endsWith('/service-accounts/default/identity')) return void this.giveIdentity(url, response);
    if (request.headers.authorization !== `Bearer ${this.token}`) return void refuse(response, 401, 'UNAUTHENTICATED');
    const secret = /^\/v1\/projects\/([^/]+)\/secrets\/([A-Za-z0-9_-]+)\/versions\/latest:access$/.exec(url.pathname);
    if (secret !== null) return void this.secret(`${secret[1]}/${secret[2]}`, response);
    this.object(request.method ?? '', url, body, response);
  }

  private giveToken(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers['metadata-flavor'] !== 'Google') return void refuse(response, 403, 'PERMISSION_DENIED');
    this.tokensGiven += 1;
    const token = { access_token: this.token, expires_in: this.tokenSeconds, token_type: 'Bearer' };
    response.end(JSON.stringify(token));
  }

  private giveIdentity(url: URL, response: ServerResponse): void {
    this.audiences.push(url.searchParams.get('audience') ?? '');
    const claims = { aud: this.audiences.at(-1), exp: Math.floor(this.now() / 1000) + this.identitySeconds };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    response.end(`${part({ alg: 'RS256' })}.${part(claims)}.signature`);
  }

  private secret(id: string, response: ServerResponse): void {
    const text = this.secrets.get(id);
    if (text === undefined) return void refuse(response, 404, 'NOT_FOUND');
    response.end(JSON.stringify({ name: id, payload: { data: Buffer.from(text).toString('base64') } }));
  }

  private object(method: string, url: URL, body: string, response: ServerResponse): void {
    const [, upload, bucket, key] = /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o\/?(.*)$/.exec(url.pathname) ?? [];
    if (bucket === undefined) return void refuse(response, 404, 'NOT_FOUND');
    if (method === 'POST' && upload !== undefined && url.searchParams.get('uploadType') === 'media') {
      const object = `${bucket}/${url.searchParams.get('name')}`;
      if (url.searchParams.get('ifGenerationMatch') === '0' && this.objects.has(object)) {
        return void refuse(response, 412, 'FAILED_PRECONDITION');
      }
      this.objects.set(object, body);
      response.end('{}');
      return;
    }
    const content =
      url.searchParams.get('alt') === 'media' ? this.objects.get(`${bucket}/${decodeURIComponent(key)}`) : '';
    if (content !== undefined) response.end(content);
    else response.writeHead(404).end('No such object');
  }
}

function refuse(response: ServerResponse, code: number, status: string): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code, message: 'refused', status } }));
}
