import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object';
import { Construct } from 'constructs';
import type { GatewayBundle } from './gateway-bundle';
import { bundleAsset } from './private/bundle-asset';
import { regionalBucket } from './private/regional-bucket';

export interface BundleBucketProps {
  readonly project: string;
  readonly region: string;
  readonly name: string;
  readonly bundle: GatewayBundle;
}

/**
 * The gateway's code in a bucket of its region, each version in a folder under its hash. Older folders stay: instances
 * of an older revision read from theirs, and a rollback needs no upload.
 */
export class BundleBucket extends Construct {
  public readonly name: string;
  /** The folder of this bundle in the bucket. */
  public readonly folder: string;
  /** The uploaded files: what runs from them waits for these. */
  public readonly objects: readonly StorageBucketObject[];

  public constructor(scope: Construct, id: string, props: BundleBucketProps) {
    super(scope, id);
    const { bundle } = props;
    const bucket = regionalBucket(this, 'Bucket', props);
    this.name = bucket.name;
    this.folder = bundle.hash;
    const asset = bundleAsset(this, bundle);
    this.objects = bundle.files.map(
      (name) =>
        new StorageBucketObject(this, name, {
          bucket: bucket.name,
          name: `${bundle.hash}/${name}`,
          source: `${asset}/${name}`,
          deletionPolicy: 'ABANDON',
        }),
    );
  }

  /** Lets an account read every version, and nothing but read. */
  public grantRead(id: string, member: string): StorageBucketIamMember {
    return new StorageBucketIamMember(this, id, { bucket: this.name, role: 'roles/storage.objectViewer', member });
  }
}
