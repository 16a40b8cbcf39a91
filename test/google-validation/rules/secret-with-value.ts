import type { Rule } from './rule';

/** A version's value would lie in Terraform's state, readable by whoever reads that. */
export const secretWithValue: Rule = {
  id: 'secret-with-value',
  judge: (stack) =>
    stack.elements
      .filter(({ type }) => /^google_secret_manager_(regional_)?secret_version/.test(type))
      .map(({ address }) => ({
        path: address,
        message: "the secret's value would lie in the state",
        mend: 'add the version by hand',
      })),
};
