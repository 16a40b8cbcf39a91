type Environment = Readonly<Record<string, string | undefined>>;

/** Where spans go. */
export interface OtlpEndpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * By OpenTelemetry's own variables, before what the fleet's declaration says; undefined where neither says anything.
 * Throws for what is no address.
 * @param declared a collector's base URL, without `/v1/traces`
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function otlpEndpoint(environment: Environment, declared: string | undefined): OtlpEndpoint | undefined {
  if (environment.OTEL_SDK_DISABLED === 'true' || environment.OTEL_TRACES_EXPORTER === 'none') return undefined;
  const own = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || undefined;
  const base = environment.OTEL_EXPORTER_OTLP_ENDPOINT || declared;
  const url = own ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (url === undefined) return undefined;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new Error(`invalid-otlp-endpoint: \`${url}\` must be an address of http or https, as http://localhost:4318`);
  }
  const listed = environment.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? environment.OTEL_EXPORTER_OTLP_HEADERS ?? '';
  return { url, headers: headersOf(listed) };
}

/** `api-key=…,other=…`, the values percent-encoded. */
function headersOf(listed: string): Record<string, string> {
  const pairs = listed.split(',').flatMap((pair) => {
    const [name, ...value] = pair.split('=');
    return name.trim() === '' || value.length === 0 ? [] : [[name.trim().toLowerCase(), decoded(value.join('='))]];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    return value.trim();
  }
}
