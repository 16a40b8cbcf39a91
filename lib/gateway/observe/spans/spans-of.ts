import { PATHS, type Tried } from '../../../contract/http';
import type { ModelSource } from '../../../contract/ladder';
import type { ChatRequest } from '../../chat/chat-request';
import type { Step } from '../../ladder/steps';
import type { LogLine } from '../../log';
import { attributesOf, nanoseconds, SPAN_KIND, type Span } from './span';

/** One call to a rung. */
export interface Call {
  readonly spanId: string;
  readonly step: Step;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly tried: Tried;
}

export interface Recorded {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly request: ChatRequest;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
  readonly calls: readonly Call[];
}

/**
 * A request's spans by OpenTelemetry's conventions: the gateway's own, as an HTTP server, and one for each call to a
 * model, as a client of it.
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function spansOf(recorded: Recorded, line: LogLine): readonly Span[] {
  return [own(recorded, line), ...recorded.calls.map((call) => called(recorded, call, line))];
}

function own({ traceId, spanId, parentSpanId, arrivedAt }: Recorded, line: LogLine): Span {
  const failed = line.status >= 500 || line.broken !== undefined;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: `${line.method} ${PATHS.chatCompletions}`,
    kind: SPAN_KIND.server,
    startTimeUnixNano: nanoseconds(arrivedAt),
    endTimeUnixNano: nanoseconds(arrivedAt + line.milliseconds),
    attributes: attributesOf({
      'http.request.method': line.method,
      'http.route': PATHS.chatCompletions,
      'http.response.status_code': line.status,
      'error.type': failed ? (line.broken ?? line.error) : undefined,
      'understudy.route': line.route,
      'understudy.cell': line.cell,
      'understudy.tier': line.tier,
      'understudy.rung': line.rung,
      'understudy.reason': line.reason,
      'understudy.attempts': line.attempts,
    }),
    status: { code: failed ? 2 : 0 },
  };
}

/** The call that answers lasts as long as the answer; the others until they had failed. */
function called({ traceId, spanId, request, arrivedAt, calls }: Recorded, call: Call, line: LogLine): Span {
  const { step, from, tried } = call;
  const answers = tried.outcome === 'answered' && call === calls.at(-1);
  // A stream that had begun, and was begun again by another rung.
  const broken = answers ? line.broken : 'broken-off';
  const failure = tried.outcome === 'answered' ? broken : tried.outcome;
  const { model } = step.provider;
  return {
    traceId,
    spanId: call.spanId,
    parentSpanId: spanId,
    name: `chat ${model}`,
    kind: step.source.kind === 'deterministic' ? SPAN_KIND.internal : SPAN_KIND.client,
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(answers ? arrivedAt + line.milliseconds : from + tried.milliseconds),
    attributes: attributesOf({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerName(step.source),
      'gen_ai.request.model': model,
      'gen_ai.request.max_tokens': request.maxTokens,
      'gen_ai.request.temperature': request.temperature,
      'gen_ai.request.top_p': request.topP,
      'gen_ai.request.stop_sequences': request.stop.length > 0 ? request.stop : undefined,
      'error.type': failure,
      'understudy.rung': step.rung.name,
      'understudy.rule': tried.rule,
      ...(answers && answer(model, line)),
    }),
    status: { code: failure === undefined ? 0 : 2 },
  };
}

function answer(model: string, line: LogLine) {
  return {
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': line.finishReason === undefined ? undefined : [line.finishReason],
    'gen_ai.usage.input_tokens': line.promptTokens,
    'gen_ai.usage.output_tokens': line.completionTokens,
    'gen_ai.input.messages': line.prompt && JSON.stringify(line.prompt.map(said)),
    'gen_ai.output.messages': line.answer === undefined ? undefined : JSON.stringify([answered(line.answer, line)]),
  };
}

const said = ({ role, text }: { readonly role: string; readonly text: string }) => ({
  role,
  parts: [{ type: 'text', content: text }],
});

function answered(text: string, { finishReason }: LogLine) {
  return { ...said({ role: 'assistant', text }), finish_reason: finishReason };
}

/** The convention's name where it has one; else the kind of the source, as it lets anybody do. */
function providerName(source: ModelSource): string {
  switch (source.kind) {
    case 'bedrock':
      return 'aws.bedrock';
    case 'vertex':
      return 'gcp.vertex_ai';
    case 'openai-compatible':
      return new URL(source.url).hostname === 'api.openai.com' ? 'openai' : source.kind;
    default:
      return source.kind;
  }
}
