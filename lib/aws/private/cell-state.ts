import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PAYLOADS_PREFIX } from '../../contract/job';
import { accept } from './accept';
import { KEEP } from './keep';

/** A day longer than jobs are kept. */
const TEXTS_DAYS = 8;

/** The cell's private bucket: its health, the last good copy of the key digests, and texts of jobs that expire. */
export function stateBucket(scope: Construct, bucketName: string): Bucket {
  const bucket = new Bucket(scope, 'State', {
    bucketName,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ id: 'texts-of-jobs', prefix: PAYLOADS_PREFIX, expiration: Duration.days(TEXTS_DAYS) }],
    removalPolicy: KEEP,
  });
  accept(
    bucket,
    'S1',
    'the bucket holds the verdict of the prober, written anew each minute, and copies of key digests: nothing to go back to, nothing to audit',
  );
  return bucket;
}

/**
 * The digests of the API keys, none at first. CloudFormation writes a secret's value when it creates the secret, and
 * again only when the template's `SecretString` differs from the one deployed before. So that no deployment ever undoes
 * what people added since, this text is a constant that depends on nothing: never change it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
 */
export function keysSecret(scope: Construct, secretName: string): Secret {
  const secret = new Secret(scope, 'Keys', {
    secretName,
    description: 'SHA-256 digests of the API keys of this cell',
    secretStringValue: SecretValue.unsafePlainText('{"digests":[]}'),
    removalPolicy: KEEP,
  });
  accept(
    secret,
    'SMG4',
    "it holds digests of clients' keys, which nobody but the client can rotate; `understudy keys rotate` makes another",
  );
  return secret;
}
