import { accountId } from './account-id';
import { cellNames, jobsDatabaseName, servicePrefix } from './names';
import type { Topology } from './topology';

/** Whose job it is in an AWS cell that also reaches Google's ledger. */
export const JOB_CALLERS = ['gateway', 'worker', 'sweep'] as const;
export type JobCaller = (typeof JOB_CALLERS)[number];

/** Whom the cells of one cloud act as in the other, where a route's jobs are to outlive a cloud. All of it by name. */
export interface CrossCloud {
  /** On AWS. Google's cells act as its role, AWS's cells by roles that Google knows. */
  readonly aws: {
    readonly account: string;
    readonly table: string;
    /** The Regions that have the table. */
    readonly regions: readonly string[];
    /** The buckets with the texts of jobs. */
    readonly buckets: readonly string[];
    /** What Google's cells act as. */
    readonly roleName: string;
    readonly roleArn: string;
    /** For whom Google's cells have their tokens made: for nobody but that role. */
    readonly audience: string;
    /** What every name of the cells' own roles begins with. */
    readonly callerPrefix: string;
    readonly callers: readonly string[];
  };
  /** On Google. */
  readonly google: {
    readonly database: string;
    readonly pool: string;
    readonly provider: string;
    /** Both in one: what a token of AWS is exchanged for, with. */
    readonly audience: string;
    /** What AWS's cells act as. */
    readonly accountId: string;
    readonly email: string;
  };
}

/** The role of one function of an AWS cell, by a name that Google can know before it is there. */
export function jobCallerRole({ aws }: CrossCloud, caller: JobCaller, region: string): string {
  return `${aws.callerPrefix}${caller}-${region}`;
}

/** Undefined where no job has to outlive a cloud: then neither cloud knows anything of the other. */
export function crossCloudOf(topology: Topology): CrossCloud | undefined {
  const { service, stage, routes, google, awsCells, jobLedger } = topology;
  const crosses = routes.some(({ queue, durability }) => queue === 'allowed' && durability === 'cloud');
  if (!crosses || google === undefined || jobLedger === undefined) return undefined;
  const prefix = servicePrefix(service, stage);
  const { project, projectNumber } = google;
  // A rule has seen to it that all lie in one.
  const [{ account, region }] = awsCells;
  const roleName = `${prefix}-jobs-google`;
  const roleArn = `arn:aws:iam::${account}:role/${roleName}`;
  const callerPrefix = `${prefix}-jobs-`;
  const pool = accountId('jobs', prefix);
  const provider = 'aws';
  const own = accountId('aws-jobs', prefix);
  return {
    aws: {
      account,
      table: cellNames(prefix, account, region).jobLedger,
      regions: jobLedger.regions,
      buckets: awsCells.map((cell) => cellNames(prefix, account, cell.region).stateBucket),
      ...{ roleName, roleArn, audience: roleArn, callerPrefix },
      callers: awsCells.flatMap((cell) => JOB_CALLERS.map((caller) => `${callerPrefix}${caller}-${cell.region}`)),
    },
    google: {
      database: `projects/${project}/databases/${jobsDatabaseName(prefix)}`,
      ...{ pool, provider },
      audience: `//iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}/providers/${provider}`,
      accountId: own,
      email: `${own}@${project}.iam.gserviceaccount.com`,
    },
  };
}
