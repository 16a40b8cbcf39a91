import OpenAI, { APIConnectionTimeoutError, APIError } from 'openai';
import { Agent, buildConnector, fetch } from 'undici';
import { HEADERS } from '../../contract/http';
import type { AddressBook } from '../addresses';
import type { Outcome } from './record';
import type { CachingResolver } from './resolver';

export interface ClientOptions {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  /** The key to send now. */
  readonly apiKey: () => string;
  /** A route's name. */
  readonly model: string;
  /** What clients trust, PEM. */
  readonly trust: string;
  readonly resolver: Pick<CachingResolver, 'address'>;
  readonly addresses: AddressBook;
  /** Milliseconds of this machine's clock; the gateway's deadlines are not scaled either. */
  readonly timeoutMilliseconds: number;
}

/** A user of the service: the official `openai` client, asking DNS before every connection. */
export class Client {
  private readonly openai: OpenAI;
  private readonly agent: Agent;

  public constructor(private readonly options: ClientOptions) {
    this.agent = new Agent({ connect: connectorTo(options), pipelining: 0 });
    this.openai = new OpenAI({
      apiKey: async () => options.apiKey(),
      baseURL: options.baseUrl,
      maxRetries: 0,
      timeout: options.timeoutMilliseconds,
      fetch: fetch as unknown as typeof globalThis.fetch,
      fetchOptions: { dispatcher: this.agent } as never,
    });
  }

  /** Asks once; a success is a 200 with content that names its cell and tier, and nothing less. */
  public async ask(question: string, streaming: boolean): Promise<Outcome> {
    try {
      return await (streaming ? this.stream(question) : this.whole(question));
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  }

  public async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async whole(question: string): Promise<Outcome> {
    const { data, response } = await this.openai.chat.completions.create(this.body(question)).withResponse();
    return outcome(response.headers, data.choices[0]?.message.content ?? '');
  }

  private async stream(question: string): Promise<Outcome> {
    const request = this.openai.chat.completions.create({ ...this.body(question), stream: true });
    const { data, response } = await request.withResponse();
    let content = '';
    let finished = false;
    for await (const chunk of data) {
      content += chunk.choices[0]?.delta.content ?? '';
      finished ||= typeof chunk.choices[0]?.finish_reason === 'string';
    }
    // A stream that breaks off is no answer, however much of it came.
    return finished ? outcome(response.headers, content) : { kind: 'failed', reason: 'stream-broken' };
  }

  private body(question: string) {
    return { model: this.options.model, messages: [{ role: 'user' as const, content: question }] };
  }
}

/** A new connection for every request, to the address that DNS gives then: kept ones would outlive the TTL. */
export function connectorTo(options: ClientOptions): buildConnector.connector {
  const connect = buildConnector({ ca: options.trust, maxCachedSessions: 0 });
  return (target, callback) => {
    options.resolver
      .address(target.hostname)
      .then((address) => {
        const endpoint = options.addresses.dial(address);
        if (endpoint === undefined)
          throw Object.assign(new Error(`nobody listens for ${address}`), { code: 'NO_HOST' });
        const servername = target.servername ?? target.hostname;
        connect({ ...target, hostname: endpoint.host, port: String(endpoint.port), servername }, callback);
      })
      .catch((error: Error) => callback(error, null));
  };
}

function outcome(headers: Headers, content: string): Outcome {
  const cell = headers.get(HEADERS.cell);
  const tier = headers.get(HEADERS.tier);
  if (content.trim() === '') return { kind: 'failed', reason: 'no-content' };
  if (cell === null || tier === null) return { kind: 'failed', reason: 'no-tier-named' };
  return { kind: 'answered', cell, tier };
}

const BY_SYSTEM_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  ENOTFOUND: 'no-such-name',
  ENODATA: 'no-address',
  NO_HOST: 'no-host',
};

interface SystemError {
  readonly code?: string;
  readonly cause?: unknown;
}

export function reasonOf(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) return 'time-out';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'time-out';
  if (error instanceof APIError && typeof error.status === 'number') return `http-${error.status}`;
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as SystemError).cause) {
    const { code } = cause as SystemError;
    if (code !== undefined && code in BY_SYSTEM_CODE) return BY_SYSTEM_CODE[code];
  }
  return error instanceof APIError ? 'stream-broken' : 'connection-failed';
}
