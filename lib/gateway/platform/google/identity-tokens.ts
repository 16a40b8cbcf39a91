import type { Clock } from '../../clock';
import { ACCOUNT_PATH, metadataTokens, type Token } from './metadata-tokens';

/** Google's identity tokens are good for an hour, and say so only in themselves. */
const LIFE_MILLISECONDS = 3_600_000;

/**
 * Identity tokens for one audience: with them a Cloud Run service is called that asks for its invoker, or another cloud
 * is told who this is.
 *
 * @param host the metadata server's host, with a port where it is not 80
 * @param audience the URL of the service, or another audience that it accepts
 * @param format `full`: with the account's email in it
 * @see https://docs.cloud.google.com/run/docs/authenticating/service-to-service
 */
export function identityTokens(
  host: string,
  audience: string,
  clock: Clock,
  format: 'standard' | 'full' = 'standard',
): () => Promise<string> {
  const path = `${ACCOUNT_PATH}/identity?audience=${encodeURIComponent(audience)}&format=${format}`;
  return metadataTokens(host, path, clock, read);
}

function read(text: string, askedAt: number): Token {
  const token = text.trim();
  // Three parts of base64url: what the second says of its end is for the service to judge by its own clock.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new Error('the metadata server gives no token');
  return { token, expiresAt: Math.min(expiryOf(token) ?? Number.POSITIVE_INFINITY, askedAt + LIFE_MILLISECONDS) };
}

/** The metadata server hands out a token that it made earlier, so that it may end sooner than in an hour. */
function expiryOf(token: string): number | undefined {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
