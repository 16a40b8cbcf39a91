/**
 * A process of its own: the least that a proxy in Node can be. It parses nothing and passes bytes on, through a pool
 * of undici; UPSTREAMS (a list separated by commas) names where to, and a 503 is answered by the next one.
 */
import { createServer, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { announce } from './process';

const targets = (process.env.UPSTREAMS ?? '').split(',').map((text) => {
  const { origin, pathname } = new URL(text);
  return { pool: new Pool(origin), path: `${pathname}/chat/completions` };
});

async function pass(body: Buffer, response: ServerResponse): Promise<void> {
  for (const [index, { pool, path }] of targets.entries()) {
    const answer = await pool.request({
      method: 'POST',
      path,
      body,
      headers: { 'content-type': 'application/json' },
    });
    if (answer.statusCode === 503 && index < targets.length - 1) {
      await answer.body.dump();
      continue;
    }
    response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
    answer.body.pipe(response);
    return;
  }
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    pass(Buffer.concat(pieces), response).catch(() => response.destroy());
  });
});
server.keepAliveTimeout = 600_000;
announce(server);
