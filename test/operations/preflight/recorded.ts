import { resolve } from 'node:path';
import type { Ask, Said } from '../../../lib/operations/preflight/ask';
import type { Ground } from '../../../lib/operations/preflight/check';
import type { Names } from '../../../lib/operations/preflight/names';
import { loadServingFile } from '../../../lib/topology/load';

export const answer = (value: unknown): Said => ({ kind: 'answer', value });
export const refusal = (code: string): Said => ({ kind: 'refusal', code, message: `${code} it said` });
export const silence: Said = { kind: 'silence', why: 'no network' };

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const SONNET = 'Anthropic Claude Sonnet 4.5 V1';
const EU = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
const SERVERS = ['ns-1.awsdns-01.com', 'ns-2.awsdns-02.net'];
const ROLES = [
  ...['artifactregistry.admin', 'certificatemanager.owner', 'compute.loadBalancerAdmin', 'datastore.owner'],
  ...['iam.roleAdmin', 'iam.serviceAccountAdmin', 'iam.serviceAccountUser', 'pubsub.admin', 'run.admin'],
  ...['cloudscheduler.admin', 'logging.configWriter', 'monitoring.editor'],
  ...['secretmanager.admin', 'serviceusage.serviceUsageAdmin', 'storage.admin', 'resourcemanager.projectIamAdmin'],
];
const DEPLOYER = 'serviceAccount:assistant-reference-deployer@acme-ai.iam.gserviceaccount.com';

/** What the command lines answer where all is well, by how the command begins; shaped as they answer. */
export const WELL: Readonly<Record<string, Said>> = {
  'aws sts get-caller-identity': answer({
    Account: '111122223333',
    Arn: 'arn:aws:sts::111122223333:assumed-role/deploy/me',
  }),
  'aws ssm get-parameter': answer({ Parameter: { Value: '28' } }),
  'aws route53 get-hosted-zone': answer({
    HostedZone: { Name: 'ai.example.com.', Config: { PrivateZone: false } },
    DelegationSet: { NameServers: SERVERS },
  }),
  'aws route53 list-resource-record-sets': answer({ ResourceRecordSets: [{ Name: 'ai.example.com.', Type: 'NS' }] }),
  'aws route53 get-account-limit': answer({ Limit: { Value: 200 }, Count: 3 }),
  'aws apigateway get-domain-name': refusal('NotFoundException'),
  'aws dynamodb describe-table': refusal('ResourceNotFoundException'),
  'gcloud firestore databases describe': refusal('NOT_FOUND'),
  'aws cloudformation describe-stacks': refusal('ValidationError'),
  'aws bedrock get-inference-profile': answer({
    models: EU.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/${MODEL}` })),
  }),
  'aws bedrock get-foundation-model-availability': answer({
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
  }),
  'aws iam simulate-principal-policy': answer({
    EvaluationResults: [{ OrganizationsDecisionDetail: { AllowedByOrganizations: true } }],
  }),
  'aws ec2 describe-availability-zones': answer({
    AvailabilityZones: ['eu-central-1', 'eu-west-1', 'eu-west-3'].flatMap((region) =>
      ['a', 'b', 'c'].map((letter) => ({ ZoneName: `${region}${letter}`, State: 'available' })),
    ),
  }),
  'aws lambda get-account-settings': answer({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
  }),
  'aws service-quotas get-service-quota': answer({ Quota: { Value: 10_000 } }),
  'aws service-quotas list-service-quotas': answer({
    Quotas: [
      { QuotaCode: 'L-1', QuotaName: 'Throttle rate limit for GetBlueprint', Value: 5 },
      { QuotaCode: 'L-2', QuotaName: `Cross-region model inference tokens per minute for ${SONNET}`, Value: 5_000_000 },
      { QuotaCode: 'L-3', QuotaName: `Cross-region model inference requests per minute for ${SONNET}`, Value: 10_000 },
      { QuotaCode: 'L-4', QuotaName: `Global cross-region model inference tokens per minute for ${SONNET}`, Value: 0 },
      {
        QuotaCode: 'L-5',
        QuotaName: `Cross-region model inference tokens per minute for ${SONNET} 1M Context Length`,
        Value: 20_000,
      },
    ],
  }),
  'gcloud quotas info describe': answer({
    quotaId: 'NvidiaL4GpuAllocPerProjectRegion',
    dimensionsInfos: [
      { dimensions: { region: 'europe-west4' }, details: { value: '100' }, applicableLocations: ['europe-west4'] },
      { details: { value: '90' }, applicableLocations: ['europe-west1', 'us-central1'] },
    ],
  }),
  'aws secretsmanager describe-secret': answer({ Name: 'understudy/llm' }),
  'gcloud projects describe': answer({ projectNumber: '123456789012', lifecycleState: 'ACTIVE' }),
  'gcloud services list': answer(
    ['cloudresourcemanager', 'iam', 'iamcredentials', 'serviceusage', 'storage'].map((api) => ({
      config: { name: `${api}.googleapis.com` },
    })),
  ),
  'gcloud storage buckets describe': answer({
    versioning_enabled: true,
    public_access_prevention: 'enforced',
    location: 'US',
  }),
  'gcloud projects get-iam-policy': answer({
    bindings: ROLES.map((role) => ({ role: `roles/${role}`, members: [DEPLOYER] })),
  }),
  'gcloud org-policies describe': refusal('NOT_FOUND'),
};

export const WELL_NAMES: Names = { nameServers: async () => SERVERS, caa: async () => [] };

/** The reference fleet, with other answers for some commands; every command that was asked is in `asked`. */
export function groundOf(
  other: Readonly<Record<string, Said>> = {},
  names: Names = WELL_NAMES,
  declaration = 'serving.yaml',
) {
  const asked: string[] = [];
  const ask: Ask = async (command) => {
    const text = command.join(' ');
    asked.push(text);
    // The other answers first, the longest beginning first: one Region may answer otherwise than the rest.
    const known = [...Object.entries(other), ...Object.entries(WELL)];
    const [, said] = known.find(([beginning]) => matches(text, beginning)) ?? [];
    if (said === undefined) throw new Error(`nobody recorded ${text}`);
    return said;
  };
  const topology = loadServingFile(resolve(declaration));
  return { ground: { topology, ask, names, qualifier: 'hnb659fds' } satisfies Ground, asked };
}

/** `aws ssm get-parameter … eu-west-1`: the beginning of a command, and what else it holds. */
function matches(text: string, pattern: string): boolean {
  const [beginning, ...rest] = pattern.split(' … ');
  return text.startsWith(`${beginning} `) && rest.every((part) => text.includes(part));
}
