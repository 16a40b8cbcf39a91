import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { FUNCTION_ERROR, HTTP_INTEGRATION_RESPONSE, PRELUDE_DELIMITER } from '../functions/protocol';

/** A function's answer that no integration can use; API Gateway makes a 502 of it. */
export class MalformedAnswer extends Error {}

/** At most so much may come before the delimiter. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
const PRELUDE_BYTES = 16 * 1024;

interface ProxyResult {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly cookies?: readonly string[];
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** A whole answer: read, judged, passed on. */
export async function relayBuffered(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  if (answer.headers[FUNCTION_ERROR] !== undefined) throw new MalformedAnswer('the function failed');
  const result = parse(Buffer.concat(chunks));
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded === true ? 'base64' : 'utf8');
  const headers = { 'content-type': 'application/json', ...headersOf(result), 'content-length': body.length };
  response.writeHead(result.statusCode ?? 200, headers);
  response.end(body);
}

/** A streamed answer: its prelude becomes status and headers, and every byte after it goes out as it comes. */
export async function relayStream(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  if (answer.headers[FUNCTION_ERROR] !== undefined) throw new MalformedAnswer('the function failed');
  if (answer.headers['content-type'] !== HTTP_INTEGRATION_RESPONSE) throw new MalformedAnswer('there is no prelude');
  let head = Buffer.alloc(0);
  const chunks = answer[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = (await chunks.next()) as IteratorResult<Buffer>;
    if (done === true || head.length > PRELUDE_BYTES) throw new MalformedAnswer('the prelude does not end');
    head = Buffer.concat([head, value]);
    const end = head.indexOf(PRELUDE_DELIMITER);
    if (end < 0) continue;
    const prelude = parse(head.subarray(0, end));
    response.writeHead(prelude.statusCode ?? 200, headersOf(prelude));
    response.flushHeaders();
    const rest = head.subarray(end + PRELUDE_DELIMITER.length);
    if (rest.length > 0) response.write(rest);
    break;
  }
  await pipeline(async function* () {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value as Buffer;
  }, response);
}

function parse(bytes: Buffer): ProxyResult {
  let result: unknown;
  try {
    result = JSON.parse(bytes.toString());
  } catch {
    throw new MalformedAnswer('it is no JSON');
  }
  if (typeof result !== 'object' || result === null) throw new MalformedAnswer('it is no object');
  const { statusCode } = result as ProxyResult;
  if (statusCode !== undefined && !(Number.isInteger(statusCode) && statusCode >= 100 && statusCode <= 999)) {
    throw new MalformedAnswer('its statusCode is no status');
  }
  return result as ProxyResult;
}

function headersOf(result: ProxyResult): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = String(value);
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {}))
    headers[name.toLowerCase()] = [...values];
  if (result.cookies !== undefined) headers['set-cookie'] = [...result.cookies];
  // The connection to the client is API Gateway's own.
  delete headers.connection;
  delete headers['transfer-encoding'];
  return headers;
}
