import type { Tried } from '../../../contract/http';
import type { ModelSource } from '../../../contract/ladder';
import type { ChatRequest } from '../../chat/chat-request';
import type { Step } from '../../ladder/steps';
import type { LogLine } from '../../log';
import { attributesOf, nanoseconds, SPAN_KIND, type Span, type SpanKind, type Values } from './span';

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

/** What the calls were made for: a request that was served, or a try at a job. */
export interface Own {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Values;
  /** Its `error.type`; undefined where it went well. */
  readonly failure: string | undefined;
}

/** How it ended, as its line says. */
export type Ending = Pick<LogLine, 'milliseconds'> &
  Partial<Pick<LogLine, 'finishReason' | 'promptTokens' | 'completionTokens' | 'broken' | 'prompt' | 'answer'>>;

/**
 * Spans by OpenTelemetry's conventions: one for what was to be done, and below it one for each call to a model, as a
 * client of it.
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function spansOf(recorded: Recorded, own: Own, ending: Ending): readonly Span[] {
  return [ownSpan(recorded, own, ending), ...recorded.calls.map((call) => called(recorded, call, ending))];
}

function ownSpan({ traceId, spanId, parentSpanId, arrivedAt }: Recorded, own: Own, { milliseconds }: Ending): Span {
  const { name, kind, attributes, failure } = own;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind,
    startTimeUnixNano: nanoseconds(arrivedAt),
    endTimeUnixNano: nanoseconds(arrivedAt + milliseconds),
    attributes: attributesOf({ ...attributes, 'error.type': failure }),
    status: { code: failure === undefined ? 0 : 2 },
  };
}

/** The call that answers lasts as long as the answer; the others until they had failed. */
function called({ traceId, spanId, request, arrivedAt, calls }: Recorded, call: Call, ending: Ending): Span {
  const { step, from, tried } = call;
  const answers = tried.outcome === 'answered' && call === calls.at(-1);
  // A stream that had begun, and was begun again by another rung.
  const broken = answers ? ending.broken : 'broken-off';
  const failure = tried.outcome === 'answered' ? broken : tried.outcome;
  const { model } = step.provider;
  return {
    traceId,
    spanId: call.spanId,
    parentSpanId: spanId,
    name: `chat ${model}`,
    kind: step.source.kind === 'deterministic' ? SPAN_KIND.internal : SPAN_KIND.client,
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(answers ? arrivedAt + ending.milliseconds : from + tried.milliseconds),
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
      ...(answers && answer(model, ending)),
    }),
    status: { code: failure === undefined ? 0 : 2 },
  };
}

function answer(model: string, line: Ending) {
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

function answered(text: string, { finishReason }: Ending) {
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
