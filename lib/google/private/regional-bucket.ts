import { StorageBucket, type StorageBucketLifecycleRule } from '@cdktf/provider-google/lib/storage-bucket';
import type { Construct } from 'constructs';

export interface RegionalBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
  /** @default - what lies there stays */
  readonly lifecycleRule?: StorageBucketLifecycleRule[];
}

/** A private bucket of one cell, in its region alone; Terraform refuses to plan its deletion. */
export function regionalBucket(scope: Construct, id: string, props: RegionalBucketProps) {
  const { project, region, name, lifecycleRule } = props;
  return new StorageBucket(scope, id, {
    project,
    name,
    location: region.toUpperCase(),
    storageClass: 'STANDARD',
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    lifecycleRule,
    lifecycle: { preventDestroy: true },
  });
}
