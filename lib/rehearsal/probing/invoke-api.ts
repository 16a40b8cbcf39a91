import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Throttled } from '../functions/concurrency';
import type { Invocable } from '../functions/lambda-process';
import { type Listening, listen } from '../listen';

/**
 * Lambda's Invoke API for the functions of one cell, as far as a prober calls it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function startInvokeApi(functionOf: (name: string) => Invocable | undefined): Promise<Listening<unknown>> {
  const server = createServer((request, response) => {
    answer(functionOf, request, response).catch(() => response.destroy());
  });
  return listen(server, 0, '127.0.0.1');
}

async function answer(
  functionOf: (name: string) => Invocable | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
  const called = name === undefined ? undefined : functionOf(decodeURIComponent(name));
  if (called === undefined) {
    refuse(response, 404, 'ResourceNotFoundException', { Message: 'Function not found (stub)' });
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const answered = await called.invoke(JSON.parse(Buffer.concat(chunks).toString()), gone.signal);
    response.writeHead(answered.statusCode ?? 500, answered.headers);
    answered.pipe(response);
  } catch (error) {
    if (!(error instanceof Throttled)) throw error;
    const { reason: Reason, message } = error;
    refuse(response, 429, 'TooManyRequestsException', { Reason, Type: 'User', message });
  }
}

function refuse(response: ServerResponse, status: number, type: string, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify(body));
}
