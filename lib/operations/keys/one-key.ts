import { type PossibleProblem, refuse } from '../../contract/problem';
import type { Census, KnownKey } from './census';
import { isDigest } from './held';

const BEGINNING = /^[0-9a-f]{8,64}$/;

/** The key that a person means by its digest, or by how that begins. @throws InvalidConfiguration where that is none, or several */
export function oneKey({ keys, unknown }: Census, typed: string): KnownKey {
  const meant = keys.filter(({ digest }) => digest.startsWith(typed));
  refuse([
    meant.length !== 1,
    {
      code: meant.length === 0 ? 'unknown-digest' : 'ambiguous-digest',
      path: '<digest>',
      message: meant.length === 0 ? 'no cell knows such a key' : 'several keys begin so',
      found: typed,
      allowed: keys.length === 0 ? 'none: no key is known' : keys.map(({ digest }) => digest.slice(0, 12)).join(', '),
      mend:
        unknown.length === 0
          ? 'give eight digits or more of one of them; `understudy keys status` lists them'
          : `give one of them; of ${unknown.map(({ cell }) => cell).join(', ')} nobody knows`,
    },
  ]);
  return meant[0] as KnownKey;
}

/** Before any cell is asked. What was typed is not repeated: it may be a key. */
export function beginningProblem(typed: string): PossibleProblem {
  return [
    !BEGINNING.test(typed),
    {
      code: 'malformed-digest',
      path: '<digest>',
      message: 'This is no digest of a key, nor how one begins.',
      allowed: '8 to 64 digits of 0-9 and a-f; `understudy keys status` lists them',
      mend: 'give eight digits of it or more, never the key itself',
    },
  ];
}

export function digestProblem(digest: string): PossibleProblem {
  return [
    !isDigest(digest),
    {
      code: 'malformed-digest',
      path: '<digest>',
      message: 'This is no digest of a key.',
      allowed: '64 digits of 0-9 and a-f, as `understudy keys create` prints them',
      mend: 'give the whole digest, never the key itself',
    },
  ];
}
