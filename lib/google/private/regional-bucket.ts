import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import type { Construct } from 'constructs';

export interface RegionalBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
}

/** A private bucket of one cell, in its region alone; Terraform refuses to plan its deletion. */
export function regionalBucket(scope: Construct, id: string, { project, region, name }: RegionalBucketProps) {
  return new StorageBucket(scope, id, {
    project,
    name,
    location: region.toUpperCase(),
    storageClass: 'STANDARD',
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    lifecycle: { preventDestroy: true },
  });
}
