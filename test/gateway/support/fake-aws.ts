import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** S3's GetObject and PutObject, and Secrets Manager's GetSecretValue, on one socket. */
export class FakeAws {
  /** By `/bucket/key`. */
  public readonly objects = new Map<string, string>();
  public readonly secrets = new Map<string, string>();
  /** Answers everything with this status; `silent` never answers. */
  public fault: number | 'silent' | undefined;

  public readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.serve(request, response).catch(() => response.destroy());
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    if (this.fault === 'silent') return;
    if (this.fault !== undefined) return void response.writeHead(this.fault).end();
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') this.secret(body, response);
    else this.object(request, body, response);
  }

  private secret(body: string, response: ServerResponse): void {
    const name = (JSON.parse(body) as { SecretId: string }).SecretId;
    const text = this.secrets.get(name);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (text === undefined) response.writeHead(400).end('{"__type":"ResourceNotFoundException","message":"none"}');
    else response.end(JSON.stringify({ Name: name, SecretString: text }));
  }

  private object(request: IncomingMessage, body: string, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? '').split('?')[0]);
    if (request.method === 'PUT' && request.headers['if-none-match'] === '*' && this.objects.has(path)) {
      response.writeHead(412).end('<Error><Code>PreconditionFailed</Code><Message>there</Message></Error>');
      return;
    }
    if (request.method === 'PUT') {
      this.objects.set(path, body);
      response.end();
      return;
    }
    const content = this.objects.get(path);
    if (content !== undefined) response.end(content);
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
  }
}
