/**
 * The entry of `index.js`. Lambda calls `handler`; run by itself it serves plain HTTP on HOST and PORT: on the loopback
 * address by default, and on all of them on Cloud Run, which says so with K_SERVICE.
 */
import { lambdaHandler } from './adapters/lambda';
import { nodeServer } from './adapters/node';
import { createApp } from './app';
import { assemble } from './assemble';
import { readSettings } from './settings';

const makeApp = () => createApp(assemble(readSettings(process.env), __dirname));

export const handler =
  typeof awslambda === 'undefined' ? undefined : awslambda.streamifyResponse(lambdaHandler(makeApp()));

if (require.main === module) {
  try {
    listen();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

function listen(): void {
  const host = process.env.HOST ?? (process.env.K_SERVICE === undefined ? '127.0.0.1' : '0.0.0.0');
  const server = nodeServer(makeApp());
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  server.listen(Number(process.env.PORT ?? 8080), host, () => {
    process.stdout.write(`${JSON.stringify({ listening: server.address() })}\n`);
  });
  // Those who are being answered are answered to the end; Cloud Run gives ten seconds.
  process.once('SIGTERM', () => server.close());
}
