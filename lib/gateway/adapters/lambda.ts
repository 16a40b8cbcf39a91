import type { APIGatewayProxyEvent, StreamifyHandler } from 'aws-lambda';
import type { Serve } from '../app';
import { pump } from './pump';

/** Reads a proxy event of an API Gateway REST API (payload version 1), and streams the app's answer. */
export function lambdaHandler(serve: Serve): StreamifyHandler<APIGatewayProxyEvent, void> {
  return async (event, responseStream) => {
    const gone = new AbortController();
    responseStream.once('close', () => gone.abort());
    const response = await serve(requestOf(event), gone.signal);
    const metadata = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
    const body = awslambda.HttpResponseStream.from(responseStream, metadata);
    // The metadata goes out with the first write, and an empty answer has none.
    if (response.body === null) body.write('');
    await pump(response.body, body);
  };
}

function requestOf(event: APIGatewayProxyEvent): Request {
  const { httpMethod: method, body } = event;
  const hasBody = body !== null && body !== undefined && method !== 'GET' && method !== 'HEAD';
  const target = new URL('http://gateway.invalid');
  target.pathname = event.path;
  return new Request(target, {
    method,
    headers: Object.entries(event.multiValueHeaders ?? {}).flatMap(([name, values]) =>
      (values ?? []).map((value) => [name, value] as [string, string]),
    ),
    ...(hasBody && { body: Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8') }),
  });
}
