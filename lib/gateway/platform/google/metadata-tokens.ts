import type { Clock } from '../../clock';
import { connectionPool } from '../../connection-pool';
import { type Expiring, held } from '../held';
import { GoogleRefusal } from './google-api';

/** The server lies on the same host, and answers in milliseconds. */
const TIMEOUT_MILLISECONDS = 1000;

/**
 * The metadata server hands out the same token until about four minutes before it expires; asking earlier would bring
 * nothing new. The libraries of Google take the same margin.
 * @see https://github.com/googleapis/google-cloud-go/pull/9139
 */
export const REFRESH_BEFORE_EXPIRY_MILLISECONDS = 225_000;

/** Below it the metadata server answers for the account that this instance runs as. */
export const ACCOUNT_PATH = '/computeMetadata/v1/instance/service-accounts/default';

export interface Token extends Expiring {
  readonly token: string;
}

/**
 * Tokens of the service account that this instance runs as, from the platform's metadata server.
 *
 * @param host the metadata server's host, with a port where it is not 80
 * @param read what the answer says; throws where it is no token
 * @see https://docs.cloud.google.com/compute/docs/access/authenticate-workloads
 */
export function metadataTokens(
  host: string,
  path: string,
  clock: Clock,
  read: (text: string, askedAt: number) => Token,
): () => Promise<string> {
  const pool = connectionPool(`http://${host}`);

  async function load(): Promise<Token> {
    const askedAt = clock.now();
    const { statusCode, body } = await (await pool()).request({
      method: 'GET',
      path,
      headers: { 'metadata-flavor': 'Google' },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new GoogleRefusal(statusCode, text);
    return read(text, askedAt);
  }

  const token = held(load, REFRESH_BEFORE_EXPIRY_MILLISECONDS, clock);
  return async () => (await token()).token;
}
