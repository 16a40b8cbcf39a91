import { isOwn } from '../../contract/ladder';
import { crossCloudOf } from '../../topology/cross-cloud';
import { servicePrefix, vertexRoleId } from '../../topology/names';
import type { GoogleFleet, Topology } from '../../topology/topology';
import type { Step } from './step';

/** APIs that the first `terraform apply` needs before it can enable the others. */
export const FIRST_APIS = ['cloudresourcemanager', 'iam', 'iamcredentials', 'serviceusage', 'storage'];

/**
 * What `google-serving` is made of, by the narrowest predefined roles; not tried against a real project. Who may make
 * accounts and roles can reach further than each role says: the service should have a project of its own.
 * @see https://cloud.google.com/iam/docs/roles-overview
 */
const DEPLOYER_ROLES = [
  'artifactregistry.admin',
  'certificatemanager.owner',
  'cloudscheduler.admin',
  'compute.loadBalancerAdmin',
  'datastore.owner',
  'iam.roleAdmin',
  'iam.serviceAccountAdmin',
  'iam.serviceAccountUser',
  'logging.configWriter',
  'monitoring.editor',
  'pubsub.admin',
  'run.admin',
  'secretmanager.admin',
  'serviceusage.serviceUsageAdmin',
  'storage.admin',
];

/** Of cells with servers of their own: networks, and private names in them. */
const NETWORK_ROLES = ['compute.networkAdmin', 'dns.admin'];

/** Of cells whose jobs outlive a cloud: which of another cloud's identities are believed. */
const FEDERATION_ROLES = ['iam.workloadIdentityPoolAdmin'];

/** What Terraform's account may do beside the one right that is bound by a condition. */
export function deployerRoles(topology: Topology): readonly string[] {
  return [
    ...DEPLOYER_ROLES,
    ...(topology.ladder.some(({ on }) => isOwn(on.google)) ? NETWORK_ROLES : []),
    ...(crossCloudOf(topology) === undefined ? [] : FEDERATION_ROLES),
  ];
}

/** The multi-regions of Cloud Storage. */
export const STATE_LOCATIONS = ['EU', 'US', 'ASIA'] as const;

type StateLocation = (typeof STATE_LOCATIONS)[number];

export interface GoogleSteps {
  /** Who may deploy in the deployer's name: `user:…`, `group:…` or `serviceAccount:…`. */
  readonly operator: string;
  /** The multi-region of Terraform's state. */
  readonly stateLocation: string;
}

/** The account in whose name Terraform changes Google. */
export function deployerOf(google: GoogleFleet, prefix: string): string {
  return `${deployerId(prefix)}@${google.project}.iam.gserviceaccount.com`;
}

/**
 * The multi-region nearest to the first cell: the state, which names all that there is, leaves no continent that the fleet
 * does not lie on, and two regions at least hold it, so that what would rebuild a cell is not lost with that cell's.
 * @see https://docs.cloud.google.com/storage/docs/locations#location-mr
 */
export function stateLocationFor({ cells: [{ region }] }: GoogleFleet): StateLocation {
  if (/^(us|northamerica|southamerica)-/.test(region)) return 'US';
  return /^(asia|australia)-/.test(region) ? 'ASIA' : 'EU';
}

/** What must be there on Google before `google-serving` can be applied for the first time. */
export function googleSteps(topology: Topology, google: GoogleFleet, { operator, stateLocation }: GoogleSteps): Step[] {
  const { project, stateBucket } = google;
  const prefix = servicePrefix(topology.service, topology.stage);
  const deployer = deployerOf(google, prefix);
  const bucket = `gs://${stateBucket}`;
  const grant = (role: string, condition: string): Step => ({
    title: `the deployer may act as ${role}`,
    command: [
      ...['gcloud', 'projects', 'add-iam-policy-binding', project, `--member=serviceAccount:${deployer}`],
      ...[`--role=roles/${role}`, `--condition=${condition}`, '--format=none'],
    ],
  });
  // Else it could give anybody any role of the project. The first characters make # part the condition's members, since
  // the expression has a comma: `gcloud topic escaping`.
  const given = [
    `projects/${project}/roles/${vertexRoleId(prefix)}`,
    ...(topology.jobs === undefined ? [] : ['roles/datastore.user']),
  ];
  const onlyThese = [
    `^#^title=${topology.jobs === undefined ? 'only-vertex-callers' : 'only-vertex-callers-and-users-of-databases'}`,
    `expression=api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(${JSON.stringify(given)})`,
  ].join('#');
  return [
    {
      title: "the APIs that enable Terraform's own",
      command: [
        ...['gcloud', 'services', 'enable', ...FIRST_APIS.map((api) => `${api}.googleapis.com`)],
        `--project=${project}`,
      ],
    },
    {
      title: `the bucket of Terraform's state, in ${stateLocation}`,
      done: ['gcloud', 'storage', 'buckets', 'describe', bucket, `--project=${project}`],
      command: [
        ...['gcloud', 'storage', 'buckets', 'create', bucket, `--project=${project}`, `--location=${stateLocation}`],
        ...['--uniform-bucket-level-access', '--public-access-prevention'],
      ],
    },
    {
      title: 'every version of the state is kept',
      command: ['gcloud', 'storage', 'buckets', 'update', bucket, '--versioning'],
    },
    {
      title: 'the account of the deployer',
      done: ['gcloud', 'iam', 'service-accounts', 'describe', deployer, `--project=${project}`],
      command: [
        ...['gcloud', 'iam', 'service-accounts', 'create', deployerId(prefix), `--project=${project}`],
        `--display-name=${prefix}: deploys google-serving`,
      ],
    },
    {
      title: `${operator} may deploy in its name`,
      command: [
        ...['gcloud', 'iam', 'service-accounts', 'add-iam-policy-binding', deployer, `--project=${project}`],
        ...[`--member=${operator}`, '--role=roles/iam.serviceAccountTokenCreator', '--condition=None', '--format=none'],
      ],
    },
    ...deployerRoles(topology).map((role) => grant(role, 'None')),
    grant('resourcemanager.projectIamAdmin', onlyThese),
  ];
}

/** Within the 30 characters of an account's id; a project holds one deployer of a service. */
function deployerId(prefix: string): string {
  return `${prefix.slice(0, 21).replace(/-+$/, '')}-deployer`;
}
