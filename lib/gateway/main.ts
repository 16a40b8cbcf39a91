/**
 * The entry of `index.js`. Lambda calls `handler`; run by itself it serves plain HTTP on HOST and PORT: on the loopback
 * address by default, and on all of them on Cloud Run, which says so with K_SERVICE.
 */
import { lambdaHandler } from './adapters/lambda';
import { nodeServer } from './adapters/node';
import { createApp } from './app';
import { assemble } from './assemble';
import { readSettings } from './settings';

const app = createApp(assemble(readSettings(process.env), __dirname));

export const handler =
  typeof awslambda === 'undefined' ? undefined : awslambda.streamifyResponse(lambdaHandler(app.fetch));

if (require.main === module) {
  const host = process.env.HOST ?? (process.env.K_SERVICE === undefined ? '127.0.0.1' : '0.0.0.0');
  const server = nodeServer(app.fetch);
  server.listen(Number(process.env.PORT ?? 8080), host, () => {
    process.stdout.write(`${JSON.stringify({ listening: server.address() })}\n`);
  });
  process.once('SIGTERM', () => server.close());
}
