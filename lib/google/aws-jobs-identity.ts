import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { Construct } from 'constructs';
import type { JobsDatabase } from './jobs-database';
import type { StateBucket } from './state-bucket';

export interface AwsJobsIdentityProps {
  readonly project: string;
  /** The project's number: members of a pool are named by it. */
  readonly projectNumber: string;
  /** 4 to 32 lower-case letters, digits and hyphens, as the provider's. A deleted one cannot be made again for 30 days. */
  readonly poolId: string;
  readonly providerId: string;
  /** What AWS's cells act as here. */
  readonly accountId: string;
  /** The AWS account that is believed, and no other. */
  readonly awsAccount: string;
  /** The names of the roles that may act so, all of which begin with `rolePrefix`. */
  readonly awsRoles: readonly string[];
  readonly rolePrefix: string;
  readonly database: JobsDatabase;
  /** Each region's, where the texts of jobs lie. */
  readonly states: readonly { readonly region: string; readonly state: StateBucket }[];
}

/**
 * Lets named roles of one AWS account keep jobs here too: they prove who they are by AWS's own word, no key is anywhere,
 * and what they act as may use the jobs' database and texts, nothing else. Serving never asks for it.
 * @see https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export class AwsJobsIdentity extends Construct {
  public constructor(scope: Construct, id: string, props: AwsJobsIdentityProps) {
    super(scope, id);
    const { project, projectNumber, awsAccount, rolePrefix, database } = props;
    const pool = new IamWorkloadIdentityPool(this, 'Pool', {
      project,
      workloadIdentityPoolId: props.poolId,
      displayName: 'Jobs of AWS cells',
      description: 'Cells on AWS that keep jobs here too, so that these outlive AWS',
    });
    // `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`
    const role = "assertion.arn.extract('assumed-role/{role}/')";
    const provider = new IamWorkloadIdentityPoolProvider(this, 'Provider', {
      project,
      workloadIdentityPoolId: pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: props.providerId,
      displayName: `AWS ${awsAccount}`,
      aws: { accountId: awsAccount },
      // A subject has 127 characters at most, which an ARN may exceed.
      attributeMapping: { 'google.subject': role, 'attribute.aws_role': role },
      attributeCondition: `assertion.arn.startsWith('arn:aws:sts::${awsAccount}:assumed-role/${rolePrefix}')`,
    });
    const account = new ServiceAccount(this, 'Account', {
      project,
      accountId: props.accountId,
      displayName: 'Jobs of AWS cells, kept here too',
    });
    for (const name of props.awsRoles) {
      new ServiceAccountIamMember(this, `ActsAs-${name}`, {
        serviceAccountId: account.name,
        role: 'roles/iam.workloadIdentityUser',
        member: `principalSet://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool.workloadIdentityPoolId}/attribute.aws_role/${name}`,
        dependsOn: [provider],
      });
    }
    database.grantUse('Aws', account.member);
    for (const { region, state } of props.states) state.grantTexts(`AwsTexts-${region}`, account.member);
  }
}
