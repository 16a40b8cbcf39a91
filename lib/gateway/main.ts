/**
 * The entry of `index.js`. Lambda calls `handler`; run by itself it serves plain HTTP on HOST and PORT: on the loopback
 * address by default, and on all of them on Cloud Run, which says so with K_SERVICE.
 */
import { readAddress } from './adapters/address';
import { drainable } from './adapters/drain';
import { lambdaHandler } from './adapters/lambda';
import { nodeServer } from './adapters/node';
import { createApp, type Serve } from './app';
import { assemble } from './assemble';
import { systemClock } from './clock';
import { lambdaObserver, lambdaPlace } from './observe/lambda-observer';
import { batchedLines } from './observe/lines';
import { nodeObserver } from './observe/node-observer';
import { assembleSpans, sentSoon } from './observe/spans/assemble-spans';
import { readSettings } from './settings';

/**
 * A little less than Cloud Run gives between SIGTERM and SIGKILL.
 * @see https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown
 */
const DRAIN_MILLISECONDS = 9000;

const writeOut = (text: string) => process.stdout.write(text);

function forLambda() {
  const settings = readSettings(process.env);
  const place = lambdaPlace(settings.cell, process.env);
  const observer = lambdaObserver(place, systemClock, (line) => writeOut(`${line}\n`));
  const gateway = assemble(settings, __dirname, observer);
  const spans = assembleSpans(settings.cell, gateway.config, process.env, observer.spansDropped);
  const app = createApp({ ...gateway, ...(spans && { spans: (made) => spans.take(made) }) });
  return lambdaHandler(app, spans && (() => sentSoon(spans)));
}

function forNode(): { readonly serve: Serve; settled(): Promise<void> } {
  const settings = readSettings(process.env);
  const lines = batchedLines(writeOut);
  process.once('exit', lines.flush);
  const observer = nodeObserver(settings.cell, lines.line);
  const gateway = assemble(settings, __dirname, observer);
  const spans = assembleSpans(settings.cell, gateway.config, process.env, observer.spansDropped);
  const metrics = () => observer.metrics(gateway.admission);
  const serve = createApp({ ...gateway, metrics, ...(spans && { spans: (made) => spans.take(made) }) });
  return { serve, settled: () => spans?.flush() ?? Promise.resolve() };
}

export const handler = typeof awslambda === 'undefined' ? undefined : awslambda.streamifyResponse(forLambda());

if (require.main === module) {
  try {
    listen();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

function listen(): void {
  const { host, port } = readAddress(process.env);
  const { serve, settled } = forNode();
  const server = nodeServer(serve);
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  server.listen(port, host, () => {
    process.stdout.write(`${JSON.stringify({ listening: server.address() })}\n`);
  });
  const drain = drainable(server);
  process.once('SIGTERM', () => void drain(DRAIN_MILLISECONDS).then(settled));
}
