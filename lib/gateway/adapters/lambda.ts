import type { APIGatewayProxyEvent, StreamifyHandler } from 'aws-lambda';
import type { Serve } from '../app';
import type { GatewayRequest } from '../exchange';
import { Abortable } from '../signal';
import { pump } from './pump';

/**
 * Reads a proxy event of an API Gateway REST API (payload version 1), and streams the app's answer.
 * @param after what the function stays awake for once its answer has gone out; the caller does not wait for it
 */
export function lambdaHandler(serve: Serve, after?: () => Promise<void>): StreamifyHandler<APIGatewayProxyEvent, void> {
  return async (event, responseStream) => {
    const gone = new Abortable();
    responseStream.once('close', () => gone.abort());
    const { status, headers, body } = await serve(requestOf(event), gone);
    // The metadata goes out with the first write: an answer is never without one.
    const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode: status, headers });
    if (typeof body !== 'string') await pump(body, stream);
    else if (!stream.destroyed) stream.end(body);
    await after?.();
  };
}

function requestOf(event: APIGatewayProxyEvent): GatewayRequest {
  const headers = new Map(
    Object.entries(event.multiValueHeaders ?? {}).map(([name, values]) => [name.toLowerCase(), values?.join(', ')]),
  );
  return {
    method: event.httpMethod,
    path: event.path,
    query: (name) => event.multiValueQueryStringParameters?.[name]?.[0],
    header: (name) => headers.get(name),
    text: async (mayHold) => {
      const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
      return mayHold(bytes.length) ? bytes.toString() : undefined;
    },
  };
}
