import { refuse } from '../../contract/problem';
import { heldIn, withDigest } from './held';
import { digestProblem } from './one-key';

/**
 * The JSON of a keys secret with one digest more.
 * @param present what the secret holds; nothing or an empty text where it has no value yet
 * @throws InvalidConfiguration for what would lose keys: a present value that is none of a keys secret
 */
export function mergedDigests(digest: string, present = ''): string {
  const held = heldIn(present);
  refuse(digestProblem(digest), [
    held === undefined,
    {
      code: 'malformed-secret',
      path: '[present]',
      message: 'What the secret holds is no list of digests, and would be lost.',
      allowed: '{"digests":["…"]}',
      mend: 'read the secret again, or mend it by hand',
    },
  ]);
  return JSON.stringify(withDigest(held ?? { digests: [] }, digest));
}
