import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { LEDGER_INDEX, PAYLOADS_PREFIX } from '../contract/job';

export interface GoogleJobsRoleProps {
  readonly account: string;
  readonly roleName: string;
  /** For whom the tokens are made that the role believes. */
  readonly audience: string;
  /** Unique ids of the service accounts that may act so. Google gives them when it makes the accounts, never twice. */
  readonly callers: readonly string[];
  readonly table: string;
  /** The Regions that have the table. */
  readonly regions: readonly string[];
  /** The buckets with the texts of jobs. */
  readonly buckets: readonly string[];
}

/**
 * Lets Google's cells keep jobs on AWS too. AWS knows Google's tokens without a provider of one's own; in those of a service
 * account, `aud` stands for the account (the token's `azp`) and `oaud` for whom the token was made. A token of that
 * audience can be had by any account of anybody: only the accounts' unique ids tell ours, and Google gives them when it
 * makes the accounts. So this role is made after them, by the stack that reads the state of the other.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export class GoogleJobsRole extends Construct {
  public constructor(scope: Construct, id: string, props: GoogleJobsRoleProps) {
    super(scope, id);
    const { account, roleName, audience, callers, table, regions, buckets } = props;
    const role = new IamRole(this, 'Role', {
      name: roleName,
      description: 'Cells on Google that keep jobs here too, so that these outlive Google',
      maxSessionDuration: 3600,
      assumeRolePolicy: document({
        Effect: 'Allow',
        Principal: { Federated: 'accounts.google.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'accounts.google.com:aud': callers,
            'accounts.google.com:sub': callers,
            'accounts.google.com:oaud': audience,
          },
        },
      }),
    });
    const tables = regions.map((region) => `arn:aws:dynamodb:${region}:${account}:table/${table}`);
    new IamRolePolicy(this, 'Policy', {
      name: 'jobs',
      role: role.name,
      policy: document(
        {
          Effect: 'Allow',
          Action: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
          Resource: tables,
        },
        { Effect: 'Allow', Action: 'dynamodb:Query', Resource: tables.map((each) => `${each}/index/${LEDGER_INDEX}`) },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}/${PAYLOADS_PREFIX}*`),
        },
      ),
    });
  }
}

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
