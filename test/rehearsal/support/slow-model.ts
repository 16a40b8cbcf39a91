import { createServer } from 'node:http';
import { type Listening, listen } from '../../../lib/rehearsal/listen';
import { answerChat } from '../../../lib/rehearsal/stubs/openai';

/** A question with this word in it is answered so slowly. */
export const SLOWLY = 'slowly';

/** A server that speaks as OpenAI does and, asked for it, streams a word a second for so long; all else it answers at once. */
export function startSlowModel(seconds: number): Promise<Listening<unknown>> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (!body.includes(SLOWLY)) {
      answerChat({ cell: 'slow-model', golden: [], body }, 'ok', response);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const say = (delta: object, finish_reason: string | null = null) =>
      response.write(`data: ${JSON.stringify({ id: 'slow', choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
    let left = seconds;
    const timer = setInterval(() => {
      left -= 1;
      if (left >= 0) {
        say({ content: 'word ' });
        return;
      }
      say({}, 'stop');
      response.end('data: [DONE]\n\n');
    }, 1000);
    response.once('close', () => clearInterval(timer));
  });
  return listen(server, 0, '127.0.0.1');
}
