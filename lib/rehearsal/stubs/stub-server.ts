import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type CellId, parseCellId } from '../../contract/cell';
import type { Golden } from '../../contract/golden';
import type { Rung } from '../../contract/ladder';
import { ladderOf } from '../../contract/ladder';
import { type Listening, listen } from '../listen';
import { answerConverse } from './bedrock';
import { Behaviours } from './behaviour';
import { answerGoogle, GOOGLE_PATHS } from './google';
import type { Objects } from './objects';
import { answerChat } from './openai';
import { answerS3 } from './s3';
import { answerSecrets } from './secrets';

export interface StubOptions {
  readonly cell: CellId;
  readonly ladder: readonly Rung[];
  /** What the cloud's own store of secrets holds, by name or id. */
  readonly secrets: Map<string, string>;
  /** Prompts to which the models answer as it is expected of them. */
  readonly golden: readonly Golden[];
}

/** What one cell's functions call instead of the services: one server a cell, so that no cell shares a fate with another. */
export interface Stubs {
  readonly behaviours: Behaviours;
  readonly objects: Objects;
  /** What was handed in: people change it. */
  readonly secrets: Map<string, string>;
  readonly endpoints: StubEndpoints;
  close(): Promise<void>;
}

/** Base URLs, and the metadata server's host with its port. */
export interface StubEndpoints {
  readonly bedrock: string;
  readonly s3: string;
  readonly secrets: string;
  readonly googleMetadataHost: string;
  readonly googleSecrets: string;
  readonly googleStorage: string;
  /** Of a `vertex` rung. */
  readonly vertex: (rung: string) => string;
  /** Of an `openai-compatible` rung. */
  readonly openAiCompatible: (rung: string) => string;
}

export async function startStubs(options: StubOptions): Promise<Stubs> {
  const behaviours = new Behaviours();
  const objects: Objects = new Map();
  const server = createServer((request, response) => {
    answer(options, behaviours, objects, request, response).catch(() => response.destroy());
  });
  const listening: Listening<Server> = await listen(server, 0, '127.0.0.1');
  const base = `http://127.0.0.1:${listening.port}`;
  return {
    behaviours,
    objects,
    secrets: options.secrets,
    endpoints: {
      bedrock: `${base}/bedrock`,
      s3: `${base}/s3`,
      secrets: `${base}/secrets`,
      googleMetadataHost: new URL(base).host,
      googleSecrets: base + GOOGLE_PATHS.secrets,
      googleStorage: base + GOOGLE_PATHS.storage,
      vertex: (rung) => `${base}${GOOGLE_PATHS.vertex}/${encodeURIComponent(rung)}`,
      openAiCompatible: (rung) => `${base}/openai/${encodeURIComponent(rung)}/v1`,
    },
    close: listening.close,
  };
}

async function answer(
  options: StubOptions,
  behaviours: Behaviours,
  objects: Objects,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const url = new URL(request.url ?? '/', 'http://stub');
  if (answerGoogle({ ...options, behaviours, objects }, request, url, body, response)) return;
  const path = decodeURIComponent(url.pathname);

  const converse = /^\/bedrock\/model\/(.+)\/(converse|converse-stream)$/.exec(path);
  if (converse) {
    const [, model, operation] = converse;
    const rung = bedrockRung(options, model);
    if (rung === undefined) {
      response.writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' });
      response.end(JSON.stringify({ message: `No rung of this cell names ${model}. (stub)` }));
      return;
    }
    const behaviour = behaviours.of(rung.name);
    if (behaviour === 'refuse') {
      request.socket.destroy();
      return;
    }
    const call = { ...options, model, streaming: operation === 'converse-stream', body: body.toString() };
    answerConverse(call, behaviour, response);
    return;
  }

  const chat = /^\/openai\/([^/]+)\/v1\/chat\/completions$/.exec(path);
  if (chat) {
    const behaviour = behaviours.of(chat[1]);
    if (behaviour === 'refuse') request.socket.destroy();
    else answerChat({ ...options, body: body.toString() }, behaviour, response);
    return;
  }

  if (path === '/secrets' || path === '/secrets/') {
    answerSecrets(options.secrets, String(request.headers['x-amz-target'] ?? ''), body.toString(), response);
    return;
  }
  if (path.startsWith('/s3/')) {
    answerS3(objects, request, path.slice('/s3/'.length), body, response);
    return;
  }
  response.writeHead(404).end('the stub knows no such path');
}

/** A profile's id ends with its model's: `eu.anthropic.claude-…`. */
function bedrockRung(options: StubOptions, model: string): Rung | undefined {
  const cloud = parseCellId(options.cell)?.cloud ?? 'aws';
  return ladderOf(options.cell, options.ladder).find((rung) => {
    const source = rung.on[cloud];
    return source?.kind === 'bedrock' && (model === source.model || model.endsWith(`.${source.model}`));
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
