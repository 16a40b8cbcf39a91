import { connectionPool } from '../../connection-pool';
import type { Part, Provider } from '../../ladder/provider';
import { type Answered, call } from '../http/call';
import { errorText } from '../http/error-text';
import { failureOfError } from '../http/http-failure';
import { readText } from '../http/read-text';
import { retryAfterMilliseconds } from '../http/retry-after';
import { EventReader } from '../http/server-sent-events';
import { callsOf, endOf, parseAnswer, usageOf } from './openai-answer';
import { openAiBody } from './openai-body';
import { openAiFault } from './openai-fault';
import { StreamReader } from './stream-reader';

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

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
    // One generator, and none within: each would cost as much for every piece as to understand it.
    async *execute(request, signal, opened) {
      let key: string | undefined;
      try {
        key = await apiKey();
      } catch {
        yield { kind: 'fault', failure: 'denied' };
        return;
      }
      try {
        const body = openAiBody(model, request);
        const { stream, trace } = request;
        const headers = { ...JSON_HEADERS, ...(key !== undefined && { authorization: `Bearer ${key}` }), ...trace };
        const answer = await call(await pool(), { path, headers, body, signal });
        opened?.();
        if (answer.statusCode < 200 || answer.statusCode > 299) yield await refusal(answer);
        else if (stream) {
          const events = new EventReader();
          const reader = new StreamReader();
          for await (const piece of answer.body) {
            for (const part of reader.read(events.read(piece))) yield part;
            if (reader.isWhole) answer.body.letEnd();
            if (reader.isDone) break;
          }
          yield reader.end();
        } else for (const part of wholeOf(await readText(answer.body))) yield part;
      } catch (error) {
        yield { kind: 'fault', failure: failureOfError(error) };
      }
    },
  };
}

async function refusal({ statusCode, headers, body }: Answered): Promise<Part> {
  const fault = openAiFault(await errorText(body), statusCode);
  if (fault.failure !== 'throttled') return fault;
  return { ...fault, retryAfterMilliseconds: retryAfterMilliseconds(headers, Date.now()) };
}

function wholeOf(text: string): readonly Part[] {
  const answer = parseAnswer(text);
  const choice = answer?.choices?.[0];
  if (answer?.error) return [openAiFault(text)];
  if (answer === undefined || !choice) return [{ kind: 'fault', failure: 'garbled' }];
  const { content, refusal } = choice.message ?? {};
  const said = content || refusal;
  return [
    ...(said ? [{ kind: 'text', text: said } as const] : []),
    ...(choice.message?.tool_calls ? callsOf(choice.message) : []),
    endOf(refusal ? 'content_filter' : (choice.finish_reason ?? 'stop'), usageOf(answer)),
  ];
}
