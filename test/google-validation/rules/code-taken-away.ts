import type { Rule } from './rule';

/** A new version replaces the object in Terraform's eyes; instances of the old revision still read the old one. */
export const codeTakenAway: Rule = {
  id: 'code-taken-away',
  judge: (stack) =>
    stack
      .resources('google_storage_bucket_object')
      .filter(({ body }) => body.deletion_policy !== 'ABANDON' || (body.source ?? body.content ?? null) === null)
      .map(({ address }) => ({
        path: `${address}.deletion_policy`,
        message: 'the next version would delete the files from which older instances run, or it has no content',
        allowed: 'ABANDON',
        mend: 'abandon older objects',
      })),
};
