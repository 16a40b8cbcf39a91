/** A span as OTLP's JSON has it. @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Nanoseconds since the epoch, in decimal: more than a number of JSON holds. */
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: 0 | 2 };
}

/** The numbers that the protocol has for them. */
export const SPAN_KIND = { internal: 1, server: 2, client: 3, consumer: 5 } as const;
export type SpanKind = (typeof SPAN_KIND)[keyof typeof SPAN_KIND];

export interface Attribute {
  readonly key: string;
  readonly value: object;
}

type Value = string | number | boolean | readonly string[] | undefined;

export type Values = Readonly<Record<string, Value>>;

/** Of what is known: a member without a value is none. */
export function attributesOf(values: Values): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: encoded(value) }],
  );
}

function encoded(value: Exclude<Value, undefined>): object {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      // Whole numbers are 64 bits long, and travel as text.
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
  }
}

export function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds)}000000`;
}
