import type { IncomingMessage } from 'node:http';
import type { Match } from './routing';

/** Of the event, what is asked of it here; a function gets all of it. */
export interface ProxyEvent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The event of a Lambda proxy integration of a REST API (payload format 1.0).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(
  request: IncomingMessage,
  url: URL,
  match: Match,
  body: string,
  requestId: string,
): ProxyEvent {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name, value] = [request.rawHeaders[index], request.rawHeaders[index + 1]];
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const query = [...new Set(url.searchParams.keys())];
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const event = {
    resource: match.route.path,
    path: url.pathname,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: orNull(query.map((name) => [name, url.searchParams.getAll(name).at(-1)])),
    multiValueQueryStringParameters: orNull(query.map((name) => [name, url.searchParams.getAll(name)])),
    pathParameters: orNull(Object.entries(match.parameters)),
    stageVariables: null,
    requestContext: {
      requestId,
      extendedRequestId: requestId,
      httpMethod: request.method,
      path: url.pathname,
      resourcePath: match.route.path,
      protocol: 'HTTP/1.1',
      stage: 'rehearsal',
      domainName: url.hostname,
      requestTimeEpoch: Date.now(),
      identity: { sourceIp, userAgent: request.headers['user-agent'] ?? null },
    },
    body: body === '' ? null : body,
    isBase64Encoded: false,
  };
  return event;
}

function orNull(entries: readonly (readonly [string, unknown])[]): object | null {
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
