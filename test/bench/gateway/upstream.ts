/** A process of its own: a model endpoint that speaks OpenAI's chat completions and costs as little as it can. */
import { createServer, type ServerResponse } from 'node:http';
import { MOODS, PIECES } from './exchange';
import { announce } from './process';

const SLOW_MILLISECONDS = 20;
const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'mock' };
const usage = { prompt_tokens: 50, completion_tokens: 300, total_tokens: 350 };
const WHOLE = JSON.stringify({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: PIECES.join('') }, finish_reason: 'stop' }],
  usage,
});
const chunk = (delta: object, finish_reason: string | null) =>
  `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const CHUNKS = [
  chunk({ role: 'assistant', content: '' }, null),
  ...PIECES.map((content) => chunk({ content }, null)),
  chunk({}, 'stop'),
  `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\n`,
  'data: [DONE]\n\n',
];

/** A chunk a turn of the event loop, as a model makes them one by one: so they travel in packets of their own. */
function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let next = 0;
  const send = () => {
    if (next === CHUNKS.length) return void response.end();
    response.write(CHUNKS[next++]);
    setImmediate(send);
  };
  send();
}

function answer(body: string, response: ServerResponse): void {
  if (body.includes('"stream":true')) {
    stream(response);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(WHOLE) });
  response.end(WHOLE);
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => {
    body += piece;
  });
  request.on('end', () => {
    if (request.url?.startsWith(MOODS.down)) {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"down"}}');
    } else if (request.url?.startsWith(MOODS.slow)) {
      setTimeout(answer, SLOW_MILLISECONDS, body, response);
    } else {
      answer(body, response);
    }
  });
});
// Whoever keeps a connection may keep it: a connection that the upstream closes would be measured as a fault.
server.keepAliveTimeout = 600_000;
announce(server);
