import type { Rule } from './rule';

/**
 * A condition on who may read which object is refused without uniform access; without enforced prevention one binding
 * makes a bucket public.
 * @see https://cloud.google.com/storage/docs/uniform-bucket-level-access
 */
export const bucketOpen: Rule = {
  id: 'bucket-open',
  judge: (stack) =>
    stack
      .resources('google_storage_bucket')
      .filter(({ body }) => body.uniform_bucket_level_access !== true || body.public_access_prevention !== 'enforced')
      .map(({ address }) => ({
        path: address,
        message: 'its objects can have lists of access of their own, or be made public',
        allowed: '{ uniform_bucket_level_access: true, public_access_prevention: "enforced" }',
        mend: 'set both',
      })),
};
