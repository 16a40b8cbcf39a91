import type { Clock } from '../../clock';
import { ACCOUNT_PATH, metadataTokens, type Token } from './metadata-tokens';

/**
 * Access tokens: with them Google's own services are called.
 *
 * @param host the metadata server's host, with a port where it is not 80
 */
export function accessTokens(host: string, clock: Clock): () => Promise<string> {
  return metadataTokens(host, `${ACCOUNT_PATH}/token`, clock, read);
}

function read(text: string, askedAt: number): Token {
  const { access_token: token, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>;
  if (typeof token !== 'string' || typeof seconds !== 'number') throw new Error('the metadata server gives no token');
  return { token, expiresAt: askedAt + seconds * 1000 };
}
