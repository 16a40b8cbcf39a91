import type { Server } from 'node:http';
import OpenAI from 'openai';
import { PATHS } from '../../../lib/contract/http';
import { lambdaHandler } from '../../../lib/gateway/adapters/lambda';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { createApp, type Serve } from '../../../lib/gateway/app';
import { assemble } from '../../../lib/gateway/assemble';
import type { Admission } from '../../../lib/gateway/keys/key-ring';
import type { LogLine } from '../../../lib/gateway/log';
import type { Span } from '../../../lib/gateway/observe/spans/span';
import { readSettings } from '../../../lib/gateway/settings';
import { FakeBedrock } from './fake-bedrock';
import { FakeOpenAi } from './fake-openai';
import { API_KEY, bakedDirectory, PROBER_KEY } from './fleet';
import { awslambdaShim, lambdaServer } from './lambda-runtime';
import { type Listening, listen } from './listen';

export const ADAPTERS: [string, (serve: Serve) => Server][] = [
  ['plain Node', nodeServer],
  ['Lambda', (serve) => lambdaServer(lambdaHandler(serve))],
];

/** A real gateway on a socket, with the real client before it and fake models behind it. */
export class Scene {
  public readonly bedrock = new FakeBedrock();
  public readonly openWeights = new FakeOpenAi();
  public readonly lines: LogLine[] = [];
  /** What is recorded, where a test asks for it before the reset. */
  public readonly spans: Span[] = [];
  public recording = false;
  public client!: OpenAI;
  public url!: string;
  private app!: Serve;
  private readonly baked = bakedDirectory();
  private readonly environment = { ...process.env };
  private readonly sockets: Listening[] = [];

  public async open(serverOf: (serve: Serve) => Server): Promise<void> {
    const bedrock = await listen(this.bedrock.listener);
    const openWeights = await listen(this.openWeights.listener);
    Object.assign(globalThis, { awslambda: awslambdaShim });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: `${openWeights.url}/v1`,
    });
    const gateway = await listen(serverOf((request, caller) => this.app(request, caller)));
    this.sockets.push(gateway, bedrock, openWeights);
    this.url = gateway.url;
    this.client = new OpenAI({ apiKey: API_KEY, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  }

  /** A new gateway on the same socket, which remembers nothing of the models' health. */
  public reset(): void {
    const settings = readSettings({ UNDERSTUDY_CELL: 'aws:eu-west-1', UNDERSTUDY_KEYS_FILE: this.baked.keysFile });
    const observer = {
      request: (line: LogLine) => this.lines.push(line),
      ladder: () => undefined,
      job: () => undefined,
    };
    const prober = { admit: async (key: string) => (key === PROBER_KEY ? 'admitted' : 'unknown-key') as Admission };
    const spans = (made: readonly Span[]) => void this.spans.push(...made);
    const assembled = assemble(settings, this.baked.directory, observer);
    this.app = createApp({ ...assembled, prober, ...(this.recording && { spans }) });
    this.bedrock.mood = { kind: 'answer', texts: ['hello ', 'there'] };
    this.openWeights.mood = { kind: 'answer', texts: ['good ', 'day'] };
    this.bedrock.calls.length = 0;
    this.openWeights.calls.length = 0;
    this.bedrock.left = 0;
    this.openWeights.left = 0;
    this.lines.length = 0;
    this.spans.length = 0;
  }

  public async close(): Promise<void> {
    process.env = this.environment;
    for (const socket of this.sockets) await socket.close();
    this.baked.remove();
  }

  public ask(model = 'chat', content = 'where is my parcel?') {
    return this.client.chat.completions.create({ model, messages: [{ role: 'user', content }] }).withResponse();
  }

  public stream(model = 'chat') {
    return this.client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }], stream: true });
  }

  /** Without the client: what stands on the wire. */
  public async raw(body: object): Promise<{ readonly status: number; readonly body: string }> {
    const headers = { authorization: `Bearer ${API_KEY}` };
    const url = this.url + PATHS.chatCompletions;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.text() };
  }
}

/** Runs the same behaviour through every adapter. */
export function throughAdapters(suite: (scene: Scene) => void): void {
  describe.each(ADAPTERS)('through %s', (_name, serverOf) => {
    const scene = new Scene();
    beforeAll(() => scene.open(serverOf));
    beforeEach(() => scene.reset());
    afterAll(() => scene.close());
    suite(scene);
  });
}
