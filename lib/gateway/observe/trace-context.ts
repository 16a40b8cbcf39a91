import type { GatewayRequest } from '../exchange';

/**
 * The trace that a request belongs to, as headers for those who are called for it.
 * @see https://www.w3.org/TR/trace-context/
 */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

/** Version, trace, parent, flags. Version ff and identifiers of zeros are invalid; a later version may say more. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/;
const LARGEST_TRACEPARENT = 256;
/** What the standard asks everybody to pass on at least. */
const LARGEST_TRACESTATE = 512;

/** Undefined where the request has none, or one that is not valid: then there is nothing to go on with. */
export function traceContextOf(request: GatewayRequest): TraceContext | undefined {
  const traceparent = request.header('traceparent');
  if (traceparent === undefined || traceparent.length > LARGEST_TRACEPARENT || !TRACEPARENT.test(traceparent)) {
    return undefined;
  }
  if (traceparent.startsWith('00-') && traceparent.length > 55) return undefined;
  const tracestate = request.header('tracestate');
  const passed = tracestate !== undefined && tracestate.length <= LARGEST_TRACESTATE;
  return { traceparent, ...(passed && { tracestate }) };
}

export function traceId({ traceparent }: TraceContext): string {
  return traceparent.slice(3, 35);
}

/** Of the span that the caller calls from. */
export function parentId({ traceparent }: TraceContext): string {
  return traceparent.slice(36, 52);
}

/** Does the caller record the trace? Who does not is not made to by us. */
export function isSampled({ traceparent }: TraceContext): boolean {
  return (Number.parseInt(traceparent.slice(53, 55), 16) & 1) === 1;
}

/** The same trace, recorded, for who is called from a span of ours. Of version 00, since we know no later one. */
export function calledFrom(traceIdentifier: string, spanId: string, tracestate: string | undefined): TraceContext {
  return { traceparent: `00-${traceIdentifier}-${spanId}-01`, ...(tracestate !== undefined && { tracestate }) };
}
