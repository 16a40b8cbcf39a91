import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A real model in place of the stubs of tier 2: a laptop's Ollama, say. */
export interface SecondTier {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  /** As that server calls it; without it, as the ladder does. */
  readonly model?: string;
}

/** Asks the real server, and passes on what it answers as it comes. One that cannot be reached breaks the connection. */
export async function relayChat(second: SecondTier, body: string, response: ServerResponse): Promise<void> {
  const asked = JSON.parse(body) as object;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await fetch(`${second.url.replace(/\/$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(second.model === undefined ? asked : { ...asked, model: second.model }),
    signal: gone.signal,
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response);
}
