import { createHash, randomBytes } from 'node:crypto';

/** A bearer key of this rehearsal alone, and what the gateways know of it. */
export interface Key {
  readonly text: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

export function newKey(): Key {
  const text = `usk_${randomBytes(32).toString('base64url')}`;
  return { text, digest: createHash('sha256').update(text).digest('hex') };
}
