import type {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseCommandInput,
  ConverseStreamCommand,
  StopReason,
  TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';
import type { BedrockSource } from '../../../contract/ladder';
import { bedrockProfilePrefix } from '../../../contract/residency';
import type { FinishReason, Part, Provider, Usage } from '../../ladder/provider';
import { lazy } from '../../lazy';
import type { TraceContext } from '../../observe/trace-context';
import { abortSignalOf } from '../../signal';
import { known } from '../known';
import { bedrockFault } from './bedrock-failure';
import { converseInput } from './converse-input';

/** A connection that takes longer is as good as none. */
const CONNECT_TIMEOUT_MILLISECONDS = 2000;

type Sdk = typeof import('@aws-sdk/client-bedrock-runtime') & { readonly client: BedrockRuntimeClient };

/** A model of Bedrock, called through its inference profile in the cell's own Region. The SDK is loaded with the first call. */
export function bedrockProvider(source: BedrockSource, region: string): Provider {
  const prefix = bedrockProfilePrefix(source.profile, region);
  const modelId = prefix === undefined ? source.model : `${prefix}.${source.model}`;
  const sdk = lazy(() => loadSdk(region));
  return {
    model: modelId,
    async *execute(request, signal, opened) {
      try {
        const asked = {
          sdk: await sdk(),
          input: converseInput(modelId, request),
          trace: request.trace,
          signal: abortSignalOf(signal),
          opened,
        };
        yield* request.stream ? streamed(asked) : whole(asked);
      } catch (error) {
        yield bedrockFault(error, Date.now());
      }
    },
  };
}

async function loadSdk(region: string): Promise<Sdk> {
  const runtime = await import('@aws-sdk/client-bedrock-runtime');
  // HTTP/1.1 instead of the client's HTTP/2: no session that a frozen function finds dead when it wakes.
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const requestHandler = new NodeHttpHandler({ connectionTimeout: CONNECT_TIMEOUT_MILLISECONDS });
  // The ladder is the retry: a second attempt here would spend the next rung's time.
  return { ...runtime, client: new runtime.BedrockRuntimeClient({ region, maxAttempts: 1, requestHandler }) };
}

interface Asked {
  readonly sdk: Sdk;
  readonly input: ConverseCommandInput;
  readonly trace: TraceContext | undefined;
  readonly signal: AbortSignal;
  readonly opened: (() => void) | undefined;
}

/** Adds a trace's headers before the request is signed. */
function traced<T extends ConverseCommand | ConverseStreamCommand>(command: T, trace: TraceContext | undefined): T {
  if (trace !== undefined) {
    // Each command's stack takes middleware of its own types; what this one touches is the same in both.
    (command.middlewareStack as ConverseCommand['middlewareStack']).add(
      (next) => (args) => {
        Object.assign((args.request as { headers: Record<string, string> }).headers, trace);
        return next(args);
      },
      { step: 'build', name: 'traceContext' },
    );
  }
  return command;
}

async function* whole({ sdk, input, trace, signal }: Asked): AsyncGenerator<Part> {
  const command = traced(new sdk.ConverseCommand(input), trace);
  const { output, stopReason, usage } = await sdk.client.send(command, { abortSignal: signal });
  const blocks = output?.message?.content ?? [];
  const text = blocks.map((block) => block.text ?? '').join('');
  if (text !== '') yield { kind: 'text', text };
  const calls = blocks.flatMap(({ toolUse }) => (toolUse === undefined ? [] : [toolUse]));
  for (const [index, { toolUseId = '', name = '', input }] of calls.entries()) {
    yield { kind: 'call', index, begins: { id: toolUseId, name }, arguments: JSON.stringify(input ?? {}) };
  }
  yield endOf(stopReason, usage);
}

async function* streamed({ sdk, input, trace, signal, opened }: Asked): AsyncGenerator<Part> {
  const command = traced(new sdk.ConverseStreamCommand(input), trace);
  const { stream } = await sdk.client.send(command, { abortSignal: signal });
  opened?.();
  let stopReason: StopReason | undefined;
  let usage: TokenUsage | undefined;
  /** By the index of the block. */
  const calls = new Map<number | undefined, number>();
  for await (const { contentBlockStart: start, contentBlockDelta: delta, ...event } of stream ?? []) {
    const begun = start?.start?.toolUse;
    if (begun !== undefined) {
      const index = calls.size;
      calls.set(start?.contentBlockIndex, index);
      const { toolUseId = '', name = '' } = begun;
      yield { kind: 'call', index, begins: { id: toolUseId, name }, arguments: '' };
    }
    const text = delta?.delta?.text;
    if (text) yield { kind: 'text', text };
    const input = delta?.delta?.toolUse?.input;
    const index = calls.get(delta?.contentBlockIndex);
    if (input && index !== undefined) yield { kind: 'call', index, arguments: input };
    stopReason = event.messageStop?.stopReason ?? stopReason;
    usage = event.metadata?.usage ?? usage;
  }
  yield stopReason === undefined ? { kind: 'fault', failure: 'truncated' } : endOf(stopReason, usage);
}

const FINISH: Readonly<Partial<Record<StopReason, FinishReason>>> = {
  end_turn: 'stop',
  tool_use: 'tool_calls',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
};

/** The other reasons are of output that Bedrock itself calls malformed. */
function endOf(stopReason: StopReason | undefined, usage: TokenUsage | undefined): Part {
  const finishReason = known<FinishReason>(FINISH, stopReason);
  if (finishReason === undefined) return { kind: 'fault', failure: 'garbled' };
  return { kind: 'end', finishReason, usage: usage && usageOf(usage) };
}

function usageOf({ inputTokens, outputTokens }: TokenUsage): Usage {
  return { promptTokens: inputTokens ?? 0, completionTokens: outputTokens ?? 0 };
}
