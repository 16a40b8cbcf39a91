import { foreignUses } from '../iam/foreign-regions';
import { type Rule, violation } from '../rule';

export const bucketOfAnotherRegion: Rule = {
  id: 'bucket-of-another-region',
  family: 'single-point',
  severity: 'error',
  fails: 'A function uses a bucket of another Region',
  why: 'The ARN of a bucket names no Region, so nobody sees it: when the Region of the bucket is gone, what lies in it is gone for all that read it.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
  mend: 'Keep a bucket in each Region, replicated or written by each deployment, and read that.',
  judge: (estate) =>
    foreignUses(estate, 's3', ['AWS::S3::Bucket']).map(({ node, what, region }) =>
      violation(node, `It needs what lies in ${region}.`, { found: what }),
    ),
};
