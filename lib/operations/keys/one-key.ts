import { type PossibleProblem, refuse } from '../../contract/problem';
import type { Census, KnownKey } from './census';
import { isDigest } from './held';

/** The key that a person means by its digest, or by how that begins. @throws InvalidConfiguration where that is none, or several */
export function oneKey({ keys, unknown }: Census, typed: string): KnownKey {
  const meant = /^[0-9a-f]{8,64}$/.test(typed) ? keys.filter(({ digest }) => digest.startsWith(typed)) : [];
  refuse([
    meant.length !== 1,
    {
      code: meant.length === 0 ? 'unknown-digest' : 'ambiguous-digest',
      path: '<digest>',
      message: meant.length === 0 ? 'no cell knows such a key' : 'several keys begin so',
      // Who typed a key by mistake does not want it repeated.
      ...(typed.startsWith('usk_') ? {} : { found: typed.slice(0, 64) }),
      allowed: keys.length === 0 ? 'none: no key is known' : keys.map(({ digest }) => digest.slice(0, 12)).join(', '),
      mend:
        unknown.length === 0
          ? 'give eight digits or more of one of them; `understudy keys status` lists them'
          : `give one of them; of ${unknown.map(({ cell }) => cell).join(', ')} nobody knows`,
    },
  ]);
  return meant[0] as KnownKey;
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
