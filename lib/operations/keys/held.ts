import type { KeyDigests } from '../../contract/environment';

/** What people said of a key when it was made. */
export interface AboutKey {
  readonly name?: string;
  /** ISO 8601 in UTC. */
  readonly since?: string;
  /** The digest of the key that it shall replace: both are valid until that one is revoked. */
  readonly replaces?: string;
}

/** A keys secret: what gateways read, and beside it what people want to know. */
export interface HeldKeys extends KeyDigests {
  readonly about?: Readonly<Record<string, AboutKey>>;
}

const DIGEST = /^[0-9a-f]{64}$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Undefined for what is no keys secret: whoever wrote it back would lose it. */
export function heldIn(text: string): HeldKeys | undefined {
  if (text.trim() === '') return { digests: [] };
  try {
    const secret = JSON.parse(text);
    const known = Array.isArray(secret.digests) && secret.digests.every((entry: unknown) => isDigest(String(entry)));
    return known ? secret : undefined;
  } catch {
    return undefined;
  }
}

/** What else somebody keeps in the secret stays there. */
export function withDigest(held: HeldKeys, digest: string, about?: AboutKey): HeldKeys {
  const digests = [...new Set([...held.digests, digest])];
  return { ...held, digests, ...(about && { about: { ...held.about, [digest]: about } }) };
}

export function withoutDigest(held: HeldKeys, digest: string): HeldKeys {
  const digests = held.digests.filter((one) => one !== digest);
  if (held.about === undefined) return { ...held, digests };
  const { [digest]: _, ...about } = held.about;
  return { ...held, digests, about };
}
