import type { VertexSource } from '../../../contract/ladder';
import { connectionPool } from '../../connection-pool';
import type { Failure } from '../../ladder/failure';
import type { Fault, Part, Provider } from '../../ladder/provider';
import { GoogleRefusal } from '../../platform/google/google-api';
import { type Answered, call } from '../http/call';
import { errorText } from '../http/error-text';
import { failureOfError } from '../http/http-failure';
import type { Incoming } from '../http/incoming';
import { readText } from '../http/read-text';
import { retryAfterMilliseconds } from '../http/retry-after';
import { eventData } from '../http/server-sent-events';
import { type AnswerReader, dialectOf, type Piece } from './dialect';
import { vertexLocation, vertexUrl } from './vertex-endpoint';
import { type VertexError, vertexFault } from './vertex-fault';

export interface VertexEndpoint {
  /** The cell's. */
  readonly region: string;
  readonly project: string;
  /** Rejects when there is none to be had. */
  readonly accessToken: () => Promise<string>;
  /** The URL that stands for Google's. */
  readonly url?: string;
}

/** A model of Vertex AI: Gemini, or Claude, each in its publisher's own protocol. */
export function vertexProvider(source: VertexSource, endpoint: VertexEndpoint): Provider {
  const { model } = source;
  const location = vertexLocation(source.location, endpoint.region);
  const base = new URL(endpoint.url ?? vertexUrl(location));
  const dialect = dialectOf(model);
  const publisher = `/v1/projects/${endpoint.project}/locations/${location}/publishers/${dialect.publisher}`;
  const path = `${base.pathname.replace(/\/$/, '')}${publisher}/models/${model}:`;
  const pool = connectionPool(base.origin);

  return {
    model,
    async *execute(request, signal, opened) {
      let token: string;
      try {
        token = await endpoint.accessToken();
      } catch (error) {
        yield fault(failureOfToken(error));
        return;
      }
      try {
        const response = await call(await pool(), {
          path: path + dialect.method(request.stream),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...request.trace },
          body: JSON.stringify(dialect.body(request, model)),
          signal,
        });
        opened?.();
        if (response.statusCode !== 200) {
          yield await refusal(response);
          return;
        }
        const messages = request.stream ? eventData(response.body) : wholeOf(response.body);
        yield* partsOf(messages, dialect.reader());
      } catch (error) {
        yield fault(failureOfError(error));
      }
    },
  };
}

/** The platform says that there is no such account, which a person must mend; or it is dark, which passes. */
function failureOfToken(error: unknown): Failure {
  return error instanceof GoogleRefusal && error.status < 500 ? 'denied' : 'unavailable';
}

/** How long to leave it alone, the body says in Google's own terms, and a header where somebody else refuses. */
async function refusal({ statusCode, headers, body }: Answered): Promise<Fault> {
  const fault = vertexFault(errorOf(parseMessage(await errorText(body))), statusCode);
  if (fault.failure !== 'throttled') return fault;
  return { retryAfterMilliseconds: retryAfterMilliseconds(headers, Date.now()), ...fault };
}

async function* wholeOf(body: Incoming): AsyncGenerator<string> {
  yield await readText(body);
}

async function* partsOf(messages: AsyncIterable<string>, reader: AnswerReader): AsyncGenerator<Part> {
  for await (const text of messages) {
    const message = parseMessage(text);
    const error = errorOf(message);
    if (error !== undefined) {
      yield vertexFault(error, 500);
      return;
    }
    const said = message === undefined ? undefined : readMessage(reader, message);
    if (said === undefined) {
      yield fault('garbled');
      return;
    }
    yield* said;
  }
  yield reader.end();
}

/** Undefined for what is no JSON object; errors may come in a list of one. */
function parseMessage(text: string): object | undefined {
  try {
    const message: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(message) ? message[0] : message;
    return typeof first === 'object' && first !== null ? first : undefined;
  } catch {
    return undefined;
  }
}

function errorOf(message: object | undefined): VertexError | undefined {
  return (message as { error?: VertexError | null } | undefined)?.error ?? undefined;
}

/** Undefined for a message of another shape than its publisher documents. */
function readMessage(reader: AnswerReader, message: object): readonly Piece[] | undefined {
  try {
    return reader.read(message);
  } catch {
    return undefined;
  }
}

function fault(failure: Failure): Fault {
  return { kind: 'fault', failure };
}
