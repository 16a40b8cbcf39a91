import { connectionPool } from '../../connection-pool';
import type { OtlpEndpoint } from './otlp-endpoint';

/** OpenTelemetry's own default. */
const TIMEOUT_MILLISECONDS = 10_000;

/** Hands a body to a collector; false where it does not take it. Rejects when there is none. */
export type OtlpPost = (body: string) => Promise<boolean>;

/** @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
export function otlpPost({ url, headers }: OtlpEndpoint): OtlpPost {
  const { origin, pathname, search } = new URL(url);
  const pool = connectionPool(origin);
  return async (body) => {
    const answer = await (await pool()).request({
      method: 'POST',
      path: pathname + search,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await answer.body.dump();
    return answer.statusCode >= 200 && answer.statusCode < 300;
  };
}
