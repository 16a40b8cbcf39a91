import { type Answer, type Ask, found } from '../ask';
import { policy, type Reader } from './reader';

export const bucket: Reader = {
  async read(ask, Bucket) {
    if ((await found(ask('s3', 'HeadBucket', { Bucket }))) === undefined) return undefined;
    const [encryption, ownership, access, versioning, lifecycle] = await Promise.all(
      [
        'GetBucketEncryption',
        'GetBucketOwnershipControls',
        'GetPublicAccessBlock',
        'GetBucketVersioning',
        'GetBucketLifecycleConfiguration',
      ].map((operation) => found(ask('s3', operation, { Bucket }))),
    );
    return {
      BucketName: Bucket,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: encryption?.ServerSideEncryptionConfiguration.Rules.map((rule: Answer) => ({
          ServerSideEncryptionByDefault: rule.ApplyServerSideEncryptionByDefault,
        })),
      },
      OwnershipControls: ownership?.OwnershipControls,
      PublicAccessBlockConfiguration: access?.PublicAccessBlockConfiguration,
      VersioningConfiguration: versioning,
      LifecycleConfiguration: lifecycle && {
        Rules: lifecycle.Rules.map(({ ID, Status, Filter, Expiration }: Answer) => ({
          Id: ID,
          Status,
          Prefix: Filter?.Prefix,
          ExpirationInDays: Expiration?.Days,
        })),
      },
    };
  },
  attributes: (_ask, Bucket) => ({ Arn: `arn:aws:s3:::${Bucket}` }),
};

export const bucketPolicy: Reader = {
  async read(ask, Bucket) {
    const answer = await found(ask('s3', 'GetBucketPolicy', { Bucket }));
    return answer && { Bucket, PolicyDocument: policy(answer.Policy) };
  },
};

export const secret: Reader = {
  async read(ask, SecretId) {
    const described = await found(ask('secretsmanager', 'DescribeSecret', { SecretId }));
    if (described === undefined) return undefined;
    const value = await ask('secretsmanager', 'GetSecretValue', { SecretId });
    return { ...described, SecretString: value.SecretString };
  },
};

export const logGroup: Reader = {
  async read(ask, LogGroupName) {
    const group = await groupOf(ask, LogGroupName);
    return group && { LogGroupName, RetentionInDays: group.retentionInDays };
  },
  async attributes(ask, name) {
    const arn: string = (await groupOf(ask, name))?.arn;
    return { Arn: arn?.endsWith(':*') ? arn : `${arn}:*` };
  },
};

async function groupOf(ask: Ask, logGroupNamePrefix: string): Promise<Answer | undefined> {
  const { logGroups } = await ask('logs', 'DescribeLogGroups', { logGroupNamePrefix });
  return logGroups.find(({ logGroupName }: Answer) => logGroupName === logGroupNamePrefix);
}
