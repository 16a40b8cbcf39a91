import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { Construct } from 'constructs';
import { regionalBucket } from './private/regional-bucket';

export interface WeightsBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
}

/**
 * Open weights at home: a private bucket in the region of the servers that load them, filled by `understudy mirror`. A
 * server that starts during an outage asks no public hub, and no other region.
 */
export class WeightsBucket extends Construct {
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: WeightsBucketProps) {
    super(scope, id);
    this.name = regionalBucket(this, 'Bucket', props).name;
  }
}

/** Lets a server's account read a bucket of weights, which may be another stack's, and nothing but read. */
export function grantWeights(scope: Construct, id: string, bucket: string, member: string): StorageBucketIamMember {
  return new StorageBucketIamMember(scope, id, { bucket, role: 'roles/storage.objectViewer', member });
}
