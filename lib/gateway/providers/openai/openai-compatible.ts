import type { Pool } from 'undici';
import type { ChatRequest } from '../../chat/chat-request';
import { connectionPool } from '../../connection-pool';
import type { Part, Provider, Usage } from '../../ladder/provider';
import { failureOfError, failureOfStatus } from '../http/http-failure';
import { readText } from '../http/read-text';
import { eventData } from '../http/server-sent-events';
import { endOf, openAiBody, parseAnswer, usageOf } from './openai-body';

export interface OpenAiEndpoint {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** The key to call with; undefined where none is asked for. Rejects when it cannot be read. */
  readonly apiKey: () => Promise<string | undefined>;
}

/** Any server that speaks OpenAI's chat completions: vLLM, Ollama, llama.cpp, a leased one. */
export function openAiCompatibleProvider({ url, model, apiKey }: OpenAiEndpoint): Provider {
  const base = new URL(url);
  const path = `${base.pathname.replace(/\/$/, '')}/chat/completions`;
  const pool = connectionPool(base.origin);

  return {
    model,
    async *execute(request, signal) {
      let key: string | undefined;
      try {
        key = await apiKey();
      } catch {
        yield { kind: 'fault', failure: 'denied' };
        return;
      }
      try {
        yield* ask(await pool(), { path, key, body: openAiBody(model, request), stream: request.stream, signal });
      } catch (error) {
        yield { kind: 'fault', failure: failureOfError(error) };
      }
    },
  };
}

interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
  readonly stream: ChatRequest['stream'];
  readonly signal: AbortSignal;
}

async function* ask(pool: Pool, { path, key, body, stream, signal }: Asked): AsyncGenerator<Part> {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  const response = await pool.request({ method: 'POST', path, headers, body, signal });
  if (response.statusCode < 200 || response.statusCode > 299) {
    await response.body.dump();
    yield { kind: 'fault', failure: failureOfStatus(response.statusCode) };
    return;
  }
  yield* stream ? streamed(response.body) : whole(response.body);
}

async function* whole(body: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const answer = parseAnswer(await readText(body));
  const choice = answer?.choices?.[0];
  if (answer === undefined || choice === undefined) {
    yield { kind: 'fault', failure: 'garbled' };
    return;
  }
  if (choice.message?.content) yield { kind: 'text', text: choice.message.content };
  yield endOf(choice.finish_reason ?? 'stop', usageOf(answer));
}

async function* streamed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  for await (const data of eventData(body)) {
    if (data === '[DONE]') break;
    const chunk = parseAnswer(data);
    if (chunk === undefined) {
      yield { kind: 'fault', failure: 'garbled' };
      return;
    }
    const choice = chunk.choices?.[0];
    if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content };
    finishReason = choice?.finish_reason ?? finishReason;
    usage = usageOf(chunk) ?? usage;
  }
  // Some servers leave out `[DONE]`, none the finish reason: without it the end was an accident.
  yield finishReason === undefined ? { kind: 'fault', failure: 'truncated' } : endOf(finishReason, usage);
}
