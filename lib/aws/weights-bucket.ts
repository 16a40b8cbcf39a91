import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accept } from './private/accept';
import { KEEP } from './private/keep';

export interface WeightsBucketProps {
  /** @default - a generated name */
  readonly bucketName?: string;
  /** @default - a key that S3 manages */
  readonly encryptionKey?: IKey;
}

/**
 * Open weights at home: a private bucket in the Region of the servers that load them, filled by `understudy mirror`. A
 * server that starts during an outage asks no public hub, and no other Region.
 */
export class WeightsBucket extends Construct {
  public readonly bucket: Bucket;

  public constructor(scope: Construct, id: string, props: WeightsBucketProps = {}) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      encryption: props.encryptionKey === undefined ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: props.encryptionKey === undefined ? undefined : true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: KEEP,
    });
    accept(this.bucket, 'S1', 'the weights are public, and whoever loads them holds every file to its digest');
  }

  /** Lets somebody read one revision of one repository, object by object, and nothing else. */
  public grantRead(reader: IGrantable, folder: string): void {
    reader.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.bucket.arnForObjects(`${folder}/*`)] }),
    );
    this.bucket.encryptionKey?.grantDecrypt(reader);
  }
}
