import type { Server } from 'node:http';
import { DEADLINE_HEADER } from '../../../lib/contract/http';
import type { Timeouts } from '../../../lib/contract/ladder';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { createApp, type Serve } from '../../../lib/gateway/app';
import { assemble } from '../../../lib/gateway/assemble';
import type { LadderEvent } from '../../../lib/gateway/ladder/events';
import type { LogLine } from '../../../lib/gateway/log';
import { readSettings } from '../../../lib/gateway/settings';
import { FakeOpenAi } from '../support/fake-openai';
import { API_KEY, bakedDirectory } from '../support/fleet';
import { awslambdaShim } from '../support/lambda-runtime';
import { type Listening, listen } from '../support/listen';
import type { FaultCase, Got } from './cases';
import { answering, FaultyUpstream } from './faulty-upstream';

const route = { floor: 3, queue: 'never', residency: [], durability: 'region' } as const;

/** Two rungs with models, of which the first is faulty, and the deterministic one. */
function configOf(firstUrl: string, secondUrl: string, timeouts: Timeouts | undefined): ServingConfig {
  const deadlineSeconds = 60;
  const rung = (name: string, tier: 1 | 2, url: string) =>
    ({
      name,
      tier,
      on: { aws: { kind: 'openai-compatible', url, model: name } },
      // Nobody is hasty with the one that answers: a busy machine must not be taken for a fault.
      ...(tier === 1 && { timeouts }),
    }) as const;
  return {
    version: 1,
    service: 'assistant',
    ladder: [
      rung('first', 1, firstUrl),
      rung('second', 2, secondUrl),
      { name: 'script', tier: 3, on: { aws: { kind: 'deterministic' } } },
    ],
    routes: [
      { ...route, deadlineSeconds, name: 'chat', otherCloudDown: 'refuse' },
      { ...route, deadlineSeconds, name: 'again', brokenStream: 'restart', otherCloudDown: 'refuse' },
    ],
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly milliseconds: number;
}

export interface Reset extends Pick<FaultCase, 'behaviour' | 'url'> {
  /** The first rung's; without them it has those of every rung. */
  readonly timeouts?: Timeouts;
}

export interface AskOptions {
  readonly route?: string;
  readonly signal?: AbortSignal;
  /** What is asked. */
  readonly text?: string;
  readonly deadline?: string;
}

/** A real gateway between a real client and an upstream that does what it should not. */
export class FaultScene {
  public readonly upstream = new FaultyUpstream();
  public readonly second = new FakeOpenAi();
  public readonly lines: LogLine[] = [];
  public readonly events: LadderEvent[] = [];
  public url!: string;
  private app!: Serve;
  private secondUrl!: string;
  private readonly sockets: Listening[] = [];

  public async open(serverOf: (serve: Serve) => Server): Promise<void> {
    Object.assign(globalThis, { awslambda: awslambdaShim });
    await this.upstream.listen();
    const second = await listen(this.second.listener);
    const gateway = await listen(serverOf((request, caller) => this.app(request, caller)));
    this.sockets.push(second, gateway);
    this.secondUrl = second.url;
    this.url = gateway.url;
  }

  /** A new gateway on the same socket, which remembers nothing of the models' health. */
  public reset({ behaviour, url, timeouts }: Reset = { behaviour: answering }): void {
    const { port } = this.upstream;
    const baked = bakedDirectory(
      configOf(url?.(port) ?? `http://127.0.0.1:${port}/v1`, `${this.secondUrl}/v1`, timeouts),
    );
    const settings = readSettings({ UNDERSTUDY_CELL: 'aws:eu-west-1', UNDERSTUDY_KEYS_FILE: baked.keysFile });
    // Everything is read here, but the keys and the corpus, which are read with the first request.
    this.app = createApp({
      ...assemble(settings, baked.directory, {
        request: () => undefined,
        ladder: (event) => this.events.push(event),
        job: () => undefined,
      }),
      keys: { admit: async () => 'admitted' },
      log: (line) => this.lines.push(line),
    });
    this.removals.push(baked.remove);
    this.upstream.behaviour = behaviour;
    this.upstream.calls = 0;
    this.upstream.left = 0;
    this.second.mood = { kind: 'answer', texts: ['from ', 'the second'] };
    this.lines.length = 0;
    this.events.length = 0;
  }

  public async close(): Promise<void> {
    await this.upstream.close();
    for (const socket of this.sockets) await socket.close();
    for (const remove of this.removals) remove();
  }

  public async ask(stream: boolean, options: AskOptions = {}): Promise<Answer> {
    const from = performance.now();
    const response = await this.send(stream, options);
    const body = await response.text();
    return { status: response.status, headers: response.headers, body, milliseconds: performance.now() - from };
  }

  public send(stream: boolean, { route: model = 'chat', signal, text = 'hi', deadline }: AskOptions = {}) {
    return fetch(`${this.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, ...(deadline !== undefined && { [DEADLINE_HEADER]: deadline }) },
      body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: text }] }),
      signal,
    });
  }

  private readonly removals: (() => void)[] = [];
}

/** What an answer on the wire means for a caller; anything that is neither whole nor says that it is not throws. */
export function gotOf({ status, headers, body }: Answer): Got {
  if (status !== 200) return { kind: 'error', status, code: JSON.parse(body).error.code };
  const streamed = headers.get('content-type')?.startsWith('text/event-stream') === true;
  const failure = /"the answer broke off: ([a-z-]+)"/.exec(body)?.[1];
  if (failure !== undefined) {
    if (body.includes('[DONE]')) throw new Error(`an error and [DONE]: ${body}`);
    return { kind: 'broken', reason: failure };
  }
  if (streamed && !body.trimEnd().endsWith('data: [DONE]')) throw new Error(`a stream without an end: ${body}`);
  const text = streamed ? textOf(body) : JSON.parse(body).choices[0].message.content;
  const reason = headers.get('x-understudy-reason')?.replace('first: ', '') ?? '';
  if (text === 'from the second') return { kind: 'second', reason };
  if (text === 'from the first' && reason === 'preferred') return { kind: 'first' };
  throw new Error(`neither rung said ${text}`);
}

export function textOf(stream: string): string {
  return stream
    .split('\n\n')
    .filter((each) => each.startsWith('data: {'))
    .map((each) => JSON.parse(each.slice('data: '.length)).choices?.[0]?.delta?.content ?? '')
    .join('');
}
