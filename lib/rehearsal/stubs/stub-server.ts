import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type CellId, parseCellId } from '../../contract/cell';
import type { Golden } from '../../contract/golden';
import type { Rung } from '../../contract/ladder';
import { ladderOf } from '../../contract/ladder';
import { type Listening, listen } from '../listen';
import { type AwsStubs, answerAws } from './aws';
import { answerConverse } from './bedrock';
import { type Behaviour, Behaviours } from './behaviour';
import { answerGoogle, GOOGLE_PATHS, type GoogleKept } from './google';
import type { Objects } from './objects';
import { answerChat } from './openai';
import type { OwnServers } from './own-servers';
import { answerS3 } from './s3';
import { relayChat, type SecondTier } from './second-tier';
import { answerSecrets } from './secrets';

export interface StubOptions {
  readonly cell: CellId;
  readonly ladder: readonly Rung[];
  /** What the cloud's own store of secrets holds, by name or id. */
  readonly secrets: Map<string, string>;
  /** Prompts to which the models answer as it is expected of them. */
  readonly golden: readonly Golden[];
  /** Of the cell's own compute, where it has some. */
  readonly ownServers?: OwnServers;
  /** Answers instead of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
  /** What Regions keep: this cell's own, and the others'. */
  readonly aws?: AwsStubs;
  /** The same of Google's. */
  readonly google?: GoogleKept;
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
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sts: string;
  readonly secrets: string;
  readonly googleMetadataHost: string;
  readonly googleSecrets: string;
  readonly googleStorage: string;
  readonly googleFirestore: string;
  readonly googlePubSub: string;
  /** Of those who take AWS's word for who a cell is. */
  readonly googleExchange: string;
  /** Of a `vertex` rung. */
  readonly vertex: (rung: string) => string;
  /** Of an `openai-compatible` rung, or one of the cell's own compute. */
  readonly openAiCompatible: (rung: string) => string;
}

export async function startStubs(options: StubOptions): Promise<Stubs> {
  const behaviours = new Behaviours();
  const { aws, google } = options;
  const objects: Objects =
    aws?.regions.of(aws.region ?? '')?.objects ?? google?.regions.objectsOf(google.region ?? '') ?? new Map();
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
      dynamodb: `${base}/dynamodb`,
      sqs: `${base}/sqs`,
      sts: `${base}/sts`,
      secrets: `${base}/secrets`,
      googleMetadataHost: new URL(base).host,
      googleSecrets: base + GOOGLE_PATHS.secrets,
      googleStorage: base + GOOGLE_PATHS.storage,
      googleFirestore: base + GOOGLE_PATHS.firestore,
      googlePubSub: base + GOOGLE_PATHS.pubSub,
      googleExchange: base + GOOGLE_PATHS.exchange,
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
  if (await answerGoogle({ ...options, behaviours, objects }, request, url, body, response)) return;
  const path = decodeURIComponent(url.pathname);
  if (options.aws !== undefined && answerAws(options.aws, request, path, body, response)) return;

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
    await answerOpenAi(options, chat[1], behaviours.of(chat[1]), { body: body.toString(), request, response });
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

/** A rung that speaks OpenAI's protocol: somebody's endpoint, or servers of the cell's own, which carry only so much. */
async function answerOpenAi(
  options: StubOptions,
  rung: string,
  behaviour: Behaviour,
  { body, request, response }: { body: string; request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { ladder, ownServers, secondTier } = options;
  if (behaviour === 'refuse') {
    request.socket.destroy();
    return;
  }
  const servers = ownServers?.(rung);
  if (servers === 'none-warm') {
    // What a load balancer says that has nobody behind it.
    response.writeHead(503).end('no server is warm (stub)');
    return;
  }
  const isReal = behaviour === 'ok' && ladder.find(({ name }) => name === rung)?.tier === 2;
  if (isReal && secondTier !== undefined) return relayChat(secondTier, body, response);
  if (behaviour !== 'throttle') await servers?.turn(() => response.destroyed);
  answerChat({ ...options, body }, behaviour, response);
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
