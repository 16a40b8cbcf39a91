import type { Check } from '../check';
import { availabilityZones } from './availability-zones';
import { awsAccount } from './aws-account';
import { awsQuotas } from './aws-quotas';
import { bedrockAccess } from './bedrock-access';
import { cdkBootstrap } from './cdk-bootstrap';
import { certificateAuthority } from './certificate-authority';
import { googleApis } from './google-apis';
import { googleGpus } from './google-gpus';
import { googleModelQuotas } from './google-model-quotas';
import { googleOrganizationPolicy } from './google-organization-policy';
import { googleProject } from './google-project';
import { googleRoles } from './google-roles';
import { googleStateBucket } from './google-state-bucket';
import { hostedZone } from './hosted-zone';
import { jobsDatabase } from './jobs-database';
import { jobsTable } from './jobs-table';
import { modelQuotas } from './model-quotas';
import { namesTaken } from './names-taken';
import { organizationPolicies } from './organization-policies';
import { providerSecrets } from './provider-secrets';

/** In the order in which they are told: what others rest on first. */
export const CHECKS: readonly Check[] = [
  awsAccount,
  cdkBootstrap,
  hostedZone,
  certificateAuthority,
  namesTaken,
  jobsTable,
  bedrockAccess,
  organizationPolicies,
  availabilityZones,
  awsQuotas,
  modelQuotas,
  providerSecrets,
  googleProject,
  googleApis,
  googleStateBucket,
  googleRoles,
  jobsDatabase,
  googleOrganizationPolicy,
  googleModelQuotas,
  googleGpus,
];
