/** Environment variables of a cell's gateway and functions. None holds a secret: they name where secrets are. */
export const ENVIRONMENT = {
  /** The cell's id, `aws:eu-west-1`. */
  cell: 'UNDERSTUDY_CELL',
  /** The name of the cell's secret with the digests of the API keys; on Google, the id of a Secret Manager secret. */
  keysSecret: 'UNDERSTUDY_KEYS_SECRET',
  /** A file with the same JSON, where a cloud mounts its secrets or the gateway runs on a plain machine. */
  keysFile: 'UNDERSTUDY_KEYS_FILE',
  /** The name of the cell's private bucket: its state, and the last good copy of the digests. */
  stateBucket: 'UNDERSTUDY_STATE_BUCKET',
  /** The names of the switches of other cells whose orders lie in the cell's bucket, with commas between. */
  switches: 'UNDERSTUDY_SWITCHES',
  /**
   * Where jobs are written down: the name of a DynamoDB table; of a Firestore database, `projects/P/databases/D`. Without
   * it no job is taken.
   */
  jobsLedger: 'UNDERSTUDY_JOBS_LEDGER',
  /**
   * What hands the cell's jobs out: the URL of an SQS queue; the name of a Pub/Sub topic, `projects/P/topics/T`, whose
   * subscription is `projects/P/subscriptions/T`.
   */
  jobsQueue: 'UNDERSTUDY_JOBS_QUEUE',
  /** Where jobs go that will have no answer: the same of the dead letters. */
  jobsDeadLetters: 'UNDERSTUDY_JOBS_DEAD_LETTERS',
  /** Of a worker that pulls: how many of them the cell has, all of them always. Its rate is divided among them. */
  jobsWorkers: 'UNDERSTUDY_JOBS_WORKERS',
  /** Where jobs are written down that are to outlive this cloud: the same as `jobsLedger`, of the other cloud. */
  jobsOtherLedger: 'UNDERSTUDY_JOBS_OTHER_LEDGER',
  /** Whom this cell acts as there: the ARN of a role, the email of a service account. */
  jobsOtherRole: 'UNDERSTUDY_JOBS_OTHER_ROLE',
  /**
   * For whom the token is made that proves who this cell is: on AWS a provider of a workload identity pool
   * (`//iam.googleapis.com/projects/…/providers/…`), on Google the audience that the role trusts.
   */
  jobsOtherAudience: 'UNDERSTUDY_JOBS_OTHER_AUDIENCE',
  /** Of the watch: the names under which other cells answer alone, with commas between. */
  watched: 'UNDERSTUDY_WATCHED',
  /** Of the prober: the name under which the cell answers alone, `eu-west-1.aws.ai.example.com`. */
  ownName: 'UNDERSTUDY_OWN_NAME',
  /** Of the prober: an address with a port, `127.0.0.11:8443`, that stands for what DNS says of that name. */
  ownAddress: 'UNDERSTUDY_OWN_ADDRESS',
  /** Of the prober on AWS: the gateway's function, by the ARN of its alias, which it asks why it was refused. */
  gatewayFunction: 'UNDERSTUDY_GATEWAY_FUNCTION',
  /** On Google: the project of the cell's models and secrets, by the name that Google's own libraries read. */
  googleProject: 'GOOGLE_CLOUD_PROJECT',
  /**
   * On Google: the host (and port) that stands for the metadata server, by the name that Google's own libraries read.
   * @see https://docs.cloud.google.com/docs/authentication/application-default-credentials
   */
  googleMetadataHost: 'GCE_METADATA_HOST',
  /** On Google: the URL that stands for Secret Manager's, `https://secretmanager.googleapis.com`. */
  googleSecretsUrl: 'UNDERSTUDY_GOOGLE_SECRETS_URL',
  /** On Google: the URL that stands for Cloud Storage's, `https://storage.googleapis.com`. */
  googleStorageUrl: 'UNDERSTUDY_GOOGLE_STORAGE_URL',
  /** The URL that stands for Firestore's, `https://firestore.googleapis.com`. */
  googleFirestoreUrl: 'UNDERSTUDY_GOOGLE_FIRESTORE_URL',
  /** On Google: the URL that stands for Pub/Sub's in the cell's region, `https://europe-west4-pubsub.googleapis.com`. */
  googlePubSubUrl: 'UNDERSTUDY_GOOGLE_PUBSUB_URL',
  /** On AWS: the URL that stands for both of Google's that take AWS's word for who this is, and give an access token for it. */
  googleExchangeUrl: 'UNDERSTUDY_GOOGLE_EXCHANGE_URL',
} as const;

/**
 * Sends a rung elsewhere than it would go, an `openai-compatible` one than its baked URL and a `vertex` one than Google's
 * host: `open-weights` is `UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS`.
 * AWS's services have the SDK's own variables for this (`AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, …).
 */
export function endpointOverride(rungName: string): string {
  return `UNDERSTUDY_ENDPOINT_URL_${rungName.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** Objects in the cell's bucket. */
export const STATE_OBJECTS = {
  health: (cell: string) => `health/${cell}.json`,
  lastGoodDigests: 'keys/last-good.json',
  /** While it lies there, the cell's gateways pass over the rung; what it holds is for people. */
  disabledRung: (rung: string) => `rungs/${rung}.disabled`,
  /** `KeyDigests` of the prober's key, which lives in its process alone: only the prober may write here. */
  proberDigest: 'keys/prober.json',
} as const;

/**
 * A secret's id in Secret Manager, for a name that a declaration uses in both clouds: `understudy/llm` is
 * `understudy-llm`. Its ids hold letters, digits, `-` and `_` alone.
 * @see https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
 */
export function googleSecretId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '-');
}

/** The keys secret's JSON: SHA-256 digests (hex, lower case) of random 256-bit keys. */
export interface KeyDigests {
  readonly digests: readonly string[];
}
