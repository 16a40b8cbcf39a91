import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { HTTP_INTEGRATION_RESPONSE, PRELUDE_DELIMITER } from './protocol';

/** What Lambda hands a streaming handler: a stream onto the caller's connection, with its backpressure. */
export class ResponseStream extends Writable {
  private prelude: Buffer | undefined;

  public constructor(private readonly response: ServerResponse) {
    super();
    response.once('close', () => {
      if (!response.writableFinished) this.destroy();
    });
  }

  public setContentType(contentType: string): void {
    this.response.setHeader('content-type', contentType);
  }

  /** The prelude goes out with the first write, as in Lambda's runtime. */
  public setPrelude(prelude: unknown): void {
    this.prelude = Buffer.concat([Buffer.from(JSON.stringify(prelude)), PRELUDE_DELIMITER]);
  }

  public override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.flushPrelude();
    if (this.response.write(chunk)) done();
    else this.response.once('drain', () => done());
  }

  public override _final(done: (error?: Error | null) => void): void {
    this.flushPrelude();
    this.response.end(done);
  }

  private flushPrelude(): void {
    if (this.prelude !== undefined) this.response.write(this.prelude);
    this.prelude = undefined;
  }
}

type StreamingHandler = (event: unknown, stream: ResponseStream, context: unknown) => Promise<unknown>;

const STREAMING = Symbol.for('understudy.rehearsal.streaming');

export function isStreaming(handler: unknown): handler is StreamingHandler {
  return typeof handler === 'function' && STREAMING in handler;
}

/** The global that Lambda's Node runtime gives its functions. */
export const awslambda = {
  streamifyResponse(handler: StreamingHandler): StreamingHandler {
    return Object.assign(handler, { [STREAMING]: true });
  },
  HttpResponseStream: {
    from(stream: ResponseStream, prelude: unknown): ResponseStream {
      stream.setContentType(HTTP_INTEGRATION_RESPONSE);
      stream.setPrelude(prelude);
      return stream;
    },
  },
};
