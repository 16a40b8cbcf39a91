import type { KeyDigests } from '../../contract/environment';
import { refuse } from '../../contract/problem';

const DIGEST = /^[0-9a-f]{64}$/;

/**
 * The JSON of a keys secret with one digest more.
 * @param present what the secret holds; nothing or an empty text where it has no value yet
 * @throws InvalidConfiguration for what would lose keys: a present value that is none of a keys secret
 */
export function mergedDigests(digest: string, present = ''): string {
  const held = present.trim() === '' ? { digests: [] } : keysSecretIn(present);
  refuse(
    [
      !DIGEST.test(digest),
      {
        code: 'malformed-digest',
        path: '<digest>',
        message: 'This is no digest of a key.',
        allowed: '64 digits of 0-9 and a-f, as `understudy keys create` prints them',
        mend: 'give the digest, never the key itself',
      },
    ],
    [
      held === undefined,
      {
        code: 'malformed-secret',
        path: '[present]',
        message: 'What the secret holds is no list of digests, and would be lost.',
        allowed: '{"digests":["…"]}',
        mend: 'read the secret again, or mend it by hand',
      },
    ],
  );
  // What else somebody keeps in the secret stays there.
  return JSON.stringify({ ...held, digests: [...new Set([...(held?.digests ?? []), digest])] } satisfies KeyDigests);
}

function keysSecretIn(text: string): KeyDigests | undefined {
  try {
    const secret = JSON.parse(text);
    const known = Array.isArray(secret.digests) && secret.digests.every((entry: unknown) => DIGEST.test(String(entry)));
    return known ? secret : undefined;
  } catch {
    return undefined;
  }
}
