import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import type { APIGatewayProxyEvent, Context, StreamifyHandler } from 'aws-lambda';

type FirstWrite = Writable & { beforeFirstWrite?: (write: (bytes: Buffer) => void) => void };

/**
 * As Lambda's own runtime does it: metadata and eight zero bytes go out with the first write.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export const awslambdaShim = {
  streamifyResponse: <T>(handler: T): T => handler,
  HttpResponseStream: {
    from: (stream: FirstWrite, metadata: object): Writable => {
      stream.beforeFirstWrite = (write) => write(Buffer.from(`${JSON.stringify(metadata)}\0\0\0\0\0\0\0\0`));
      return stream;
    },
  },
};

/** API Gateway and the function behind it, on a socket: proxy events (version 1) in, streamed answers out. */
export function lambdaServer(handler: StreamifyHandler<APIGatewayProxyEvent, void>): Server {
  return createServer(async (request, response) => {
    const event = await eventOf(request);
    const stream = new ResponseStream(new Splitter(response));
    response.once('close', () => stream.destroy());
    await handler(event, stream as never, {} as Context);
  });
}

async function eventOf(request: IncomingMessage): Promise<APIGatewayProxyEvent> {
  const [path, search = ''] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(search);
  const body = await textOf(request);
  const multiValueHeaders = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat()]),
  );
  return {
    httpMethod: request.method,
    path,
    multiValueHeaders,
    multiValueQueryStringParameters:
      search === '' ? null : Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)])),
    // API Gateway sends what it takes for binary in base 64.
    body: body === '' ? null : Buffer.from(body).toString('base64'),
    isBase64Encoded: body !== '',
  } as unknown as APIGatewayProxyEvent;
}

class ResponseStream extends Writable {
  public beforeFirstWrite: FirstWrite['beforeFirstWrite'];

  public constructor(private readonly out: Splitter) {
    super();
  }

  public override _write(piece: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.beforeFirstWrite?.((bytes) => this.out.take(bytes));
    this.beforeFirstWrite = undefined;
    this.out.take(piece);
    done();
  }

  public override _final(done: () => void): void {
    this.out.end();
    done();
  }
}

/** Reads the metadata up to the eight zero bytes, and passes on what follows. */
class Splitter {
  private held: Buffer | undefined = Buffer.alloc(0);

  public constructor(private readonly response: ServerResponse) {}

  public take(bytes: Buffer): void {
    if (this.held === undefined) {
      this.response.write(bytes);
      return;
    }
    this.held = Buffer.concat([this.held, bytes]);
    const at = this.held.indexOf(Buffer.alloc(8));
    if (at < 0) return;
    const { statusCode, headers } = JSON.parse(this.held.subarray(0, at).toString());
    this.response.writeHead(statusCode, headers).flushHeaders();
    const rest = this.held.subarray(at + 8);
    this.held = undefined;
    if (rest.length > 0) this.response.write(rest);
  }

  public end(): void {
    // Without metadata there is no answer, as API Gateway sees it.
    if (this.held !== undefined) this.response.writeHead(502);
    this.response.end();
  }
}
