import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ENVIRONMENT } from '../../contract/environment';
import { type CrossCloud, JOB_CALLERS, type JobCaller, jobCallerRole } from '../../topology/cross-cloud';

/** Where jobs are kept that are to outlive AWS, and as whom. */
export function otherLedger(crossCloud: CrossCloud | undefined): Record<string, string> {
  if (crossCloud === undefined) return {};
  const { database, email, audience } = crossCloud.google;
  return {
    [ENVIRONMENT.jobsOtherLedger]: database,
    [ENVIRONMENT.jobsOtherRole]: email,
    [ENVIRONMENT.jobsOtherAudience]: audience,
  };
}

/** Google knows the functions of a cell by the names of their roles, before these are there. */
export function nameCallers(
  crossCloud: CrossCloud,
  functions: Readonly<Record<JobCaller, IFunction>>,
  region: string,
): void {
  for (const caller of JOB_CALLERS) {
    const role = functions[caller].role?.node.defaultChild as CfnRole;
    role.roleName = jobCallerRole(crossCloud, caller, region);
  }
}
