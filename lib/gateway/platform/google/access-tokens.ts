import type { Clock } from '../../clock';
import { connectionPool } from '../../connection-pool';
import { GoogleRefusal } from './google-api';

/** The server lies on the same host, and answers in milliseconds. */
const TIMEOUT_MILLISECONDS = 1000;

/**
 * The metadata server hands out the same token until about four minutes before it expires; asking earlier would bring
 * nothing new. The libraries of Google take the same margin.
 * @see https://github.com/googleapis/google-cloud-go/pull/9139
 */
const REFRESH_BEFORE_EXPIRY_MILLISECONDS = 225_000;

const PATH = '/computeMetadata/v1/instance/service-accounts/default/token';

interface Held {
  readonly token: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

/**
 * Access tokens of the service account that this instance runs as, from the platform's metadata server: fetched with
 * the first use, kept until shortly before they expire, then renewed behind their readers' backs. A server that is
 * dark hurts nobody while the token in hand is good.
 *
 * @param host the metadata server's host, with a port where it is not 80
 * @see https://docs.cloud.google.com/compute/docs/access/authenticate-workloads
 */
export function accessTokens(host: string, clock: Clock): () => Promise<string> {
  const pool = connectionPool(`http://${host}`);
  let held: Held | undefined;
  let loading: Promise<Held> | undefined;

  async function load(): Promise<Held> {
    const askedAt = clock.now();
    const { statusCode, body } = await (await pool()).request({
      method: 'GET',
      path: PATH,
      headers: { 'metadata-flavor': 'Google' },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new GoogleRefusal(statusCode, text);
    const { access_token: token, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>;
    if (typeof token !== 'string' || typeof seconds !== 'number') throw new Error('the metadata server gives no token');
    const expiresAt = askedAt + seconds * 1000;
    held = { token, refreshAt: expiresAt - REFRESH_BEFORE_EXPIRY_MILLISECONDS, expiresAt };
    return held;
  }

  return async () => {
    const now = clock.now();
    if (held !== undefined && now < held.refreshAt) return held.token;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    if (held === undefined || now >= held.expiresAt) return (await loading).token;
    loading.catch(() => undefined);
    return held.token;
  };
}
