/**
 * Runs one Lambda function in a process of its own: `node lambda-host.js CODE_DIRECTORY HANDLER TIMEOUT_SECONDS`, and
 * what it is told of its `Surroundings` as JSON. The environment is the function's; the process ends when its parent is
 * gone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tellOfLateness } from '../lateness';
import { leadTo } from './own-names';
import { FUNCTION_ERROR, REQUEST_ID, type Ready, type Surroundings } from './protocol';
import { awslambda, isStreaming, ResponseStream } from './response-stream';
import { liveBy } from './service-clock';

process.on('disconnect', () => process.exit(0));
Object.assign(globalThis, { awslambda });

const [codeDirectory, handlerName, timeoutSeconds, told = '{}'] = process.argv.slice(2);
const { clock, names } = JSON.parse(told) as Surroundings;
// Before the function's code, which may keep what it finds.
if (clock !== undefined) liveBy(clock);
if (names !== undefined) leadTo(names);
const handler = loadHandler(codeDirectory, handlerName);

const server = createServer((request, response) => {
  invoke(request, response).catch((error: unknown) => fail(response, error));
});
// The parent keeps its connections; one that this side closed meanwhile would look like a failed invocation.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const ready: Ready = { port: (server.address() as AddressInfo).port };
  process.send?.(ready);
  tellOfLateness();
});

/** `folder/index.handler`: the file, and what it exports. */
function loadHandler(directory: string, name: string): (...parameters: unknown[]) => unknown {
  const dot = name.lastIndexOf('.');
  const exported = (require(join(directory, name.slice(0, dot))) as Record<string, unknown>)[name.slice(dot + 1)];
  if (typeof exported !== 'function') throw new Error(`${name} in ${directory} is no function`);
  return exported as (...parameters: unknown[]) => unknown;
}

async function invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const event: unknown = JSON.parse(Buffer.concat(chunks).toString());
  const context = contextOf(String(request.headers[REQUEST_ID] ?? ''));
  if (isStreaming(handler)) {
    const stream = new ResponseStream(response);
    // A caller that goes away closes the stream; that is no failure of the function.
    stream.on('error', () => response.destroy());
    await handler(event, stream, context);
    return;
  }
  const result = await handler(event, context);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(result ?? null));
}

function contextOf(awsRequestId: string): object {
  const deadline = Date.now() + Number(timeoutSeconds) * 1000;
  return {
    awsRequestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    callbackWaitsForEmptyEventLoop: false,
  };
}

function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', [FUNCTION_ERROR]: 'Unhandled' });
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  response.end(JSON.stringify({ errorType: name, errorMessage: message }));
}
