/**
 * The entry of `prober.js`, which a schedule calls each minute. Lambda calls `handler`; run by itself it serves plain
 * HTTP as `index.js` does, and a POST of the schedule's body is one period.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { readAddress } from './adapters/address';
import { systemClock } from './clock';
import { lazy } from './lazy';
import { platformOf } from './platform/platform-of';
import { asking } from './prober/ask';
import { lambdaRefusal } from './prober/lambda-refusal';
import { embeddedObserver, plainObserver } from './prober/observers';
import { Prober } from './prober/prober';
import { periodOf, readProberSettings } from './prober/settings';

const write = (line: string) => void process.stdout.write(`${line}\n`);

function prober(): Prober {
  const { cell, place, own, bucket, gatewayFunction } = readProberSettings(process.env);
  const config: ServingConfig = JSON.parse(readFileSync(join(__dirname, BAKED.config), 'utf8'));
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  const observer =
    functionName === undefined
      ? plainObserver({ name: process.env.K_SERVICE ?? 'prober', cell }, write)
      : embeddedObserver({ name: functionName, cell }, systemClock, write);
  return new Prober({
    ...{ cell, config, clock: systemClock, observe: observer },
    bucket: platformOf(place, process.env, systemClock).bucket(bucket),
    ask: asking(own),
    askWhy: gatewayFunction === undefined ? undefined : lambdaRefusal(gatewayFunction, place.region),
  });
}

/** One for as long as the process lives: its key does. */
const served = lazy(prober);

/** The event is the schedule's own: `{ "periodSeconds": 60 }`. */
export async function handler(event: unknown): Promise<void> {
  await served().period(periodOf(event));
}

if (require.main === module) {
  try {
    served();
    listen();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

/** One period at a time: who calls meanwhile is told so, and the next minute has its own. */
function listen(): void {
  const { host, port } = readAddress(process.env);
  let busy = false;
  const answer = async (request: IncomingMessage): Promise<number> => {
    if (request.method !== 'POST') return request.method === 'GET' ? 200 : 405;
    if (busy) return 429;
    busy = true;
    try {
      await served().period(periodOf(await readBody(request)));
      return 204;
    } finally {
      busy = false;
    }
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      (error: Error) => {
        write(JSON.stringify({ event: 'period-failed', why: error.message }));
        response.writeHead(500).end();
      },
    );
  });
  server.listen(port, host, () => write(JSON.stringify({ listening: server.address() })));
  process.once('SIGTERM', () => server.close());
}

async function readBody(request: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > 10_000) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}
