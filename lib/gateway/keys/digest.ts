import { hash, timingSafeEqual } from 'node:crypto';
import type { KeyDigests } from '../../contract/environment';

/** Reads the secret's JSON; undefined when it is none of ours. An empty list is valid: it lets nobody in. */
export function parseDigests(text: string): KeyDigests | undefined {
  try {
    const { digests } = JSON.parse(text) as KeyDigests;
    return Array.isArray(digests) && digests.every(isDigest) ? { digests } : undefined;
  } catch {
    return undefined;
  }
}

/** Compares with all digests, whichever fits, so that the time taken says nothing about them. */
export function isKnownKey(key: string, { digests }: KeyDigests): boolean {
  const asked = hash('sha256', key, 'buffer');
  return digests.reduce((known, digest) => timingSafeEqual(asked, Buffer.from(digest, 'hex')) || known, false);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
