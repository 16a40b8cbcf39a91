/**
 * A process of its own: the least that a proxy in Node can be that reads what it passes on, for whole answers. It names
 * the model for the upstream, holds an answer to be JSON with words in it, says in headers and in a line of log who
 * answered, and judges nothing else: no times, no breaker, no key. What a gateway costs beyond this one is its own.
 */
import { createServer, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { announce } from './process';

const [upstream] = (process.env.UPSTREAMS ?? '').split(',');
const { origin, pathname } = new URL(upstream);
const pool = new Pool(origin);

interface Completion {
  readonly choices?: readonly { readonly message?: { readonly content?: string } }[];
}

let held = '';
function log(line: object): void {
  if (held === '') {
    setTimeout(() => {
      process.stdout.write(held);
      held = '';
    }, 20);
  }
  held += `${JSON.stringify(line)}\n`;
}

async function pass(text: string, response: ServerResponse): Promise<void> {
  const started = Date.now();
  const asked = await pool.request({
    method: 'POST',
    path: `${pathname}/chat/completions`,
    body: JSON.stringify({ ...JSON.parse(text), model: 'mock' }),
    headers: { 'content-type': 'application/json' },
  });
  const answer = JSON.parse(await asked.body.text()) as Completion;
  if (!answer.choices?.[0]?.message?.content) throw new Error('no answer');
  const milliseconds = Date.now() - started;
  const told = { cell: 'aws:eu-west-1', tier: 1, rung: 'quick', model: 'mock', reason: 'preferred', attempts: 1 };
  log({ method: 'POST', path: '/v1/chat/completions', status: 200, milliseconds, route: 'chat', ...told });
  const body = JSON.stringify({ ...answer, id: `chatcmpl-${started}`, proxy: told });
  const headers = Object.entries(told).map(([name, value]) => [`x-proxy-${name}`, String(value)]);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'server-timing': `quick;dur=${milliseconds}`,
    ...Object.fromEntries(headers),
  });
  response.end(body);
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    pass(Buffer.concat(pieces).toString(), response).catch(() => response.destroy());
  });
});
server.keepAliveTimeout = 600_000;
announce(server);
