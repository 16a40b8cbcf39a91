import { createHash, randomBytes } from 'node:crypto';

/** A key of the gateway, and what is kept of it. */
export interface ApiKey {
  /** `usk_` and 256 random bits in base64url: what a caller sends as `Authorization: Bearer …`. */
  readonly key: string;
  /** SHA-256 of the whole key, hex, lower case: what the secret of each cell holds. */
  readonly digest: string;
}

/**
 * Random keys need no slow hash: 256 bits cannot be guessed, whatever a guess costs.
 * @param random gives so many random bytes
 */
export function createKey(random: (bytes: number) => Buffer = randomBytes): ApiKey {
  const key = `usk_${random(32).toString('base64url')}`;
  return { key, digest: createHash('sha256').update(key).digest('hex') };
}
