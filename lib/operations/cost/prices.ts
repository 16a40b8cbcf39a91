/** A list price in US dollars, without taxes, discounts and free tiers. */
export interface Price {
  readonly usd: number;
  /** The same outside the United States, where it is known to differ: Ireland's where it was read, else the highest that Europe's common Regions have. */
  readonly elsewhere?: number;
  /** Per what. */
  readonly per: string;
  readonly source: string;
  /** When the source said so, or was last compared. */
  readonly date: string;
  /** Only what is counted with in Europe by the figure of the provider's own list is. */
  readonly confirmed: boolean;
}

/** When this file was last gone through. */
export const PRICE_DATE = '2026-11-26';

const unconfirmed = (usd: number, per: string, source: string, more: Partial<Price> = {}): Price => {
  return { usd, per, source, date: PRICE_DATE, confirmed: false, ...more };
};

/**
 * As AWS's own price list has it for Ireland, in the version of that day: quoted with its SKU in a public record of these
 * files, that names each of them.
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
 */
const listed = (usd: number, per: string, service: string, version: string, more: Partial<Price> = {}): Price => ({
  ...{ usd, per, confirmed: true, date: `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}` },
  source: `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${service}/${version}/eu-west-1/index.json`,
  ...more,
});

const AWS = (page: string) => `https://aws.amazon.com/${page}/pricing/`;
const LAMBDA = '20261001184746';
const DYNAMO = '20260911124422';
const S3 = '20260928230416';
/** The multi-region's stand for what is outside the United States: the dearer ones. */
const FIRESTORE = 'https://cloud.google.com/firestore/pricing';
const CLOUD_RUN = 'https://cloud.google.com/run/pricing';

/**
 * Every price that is counted with, from one place. Those that are not confirmed are second-hand, or remembered, and name
 * the page to compare them with.
 */
export const PRICES = {
  // Route 53, as lib/drill's facts have them.
  healthCheckAws: unconfirmed(0.5, 'month', AWS('route53')),
  healthCheckElsewhere: unconfirmed(0.75, 'month', AWS('route53')),
  healthCheckOptionAws: unconfirmed(1, 'month and option (HTTPS, fast, string matching)', AWS('route53')),
  healthCheckOptionElsewhere: unconfirmed(2, 'month and option', AWS('route53')),
  hostedZone: unconfirmed(0.5, 'month', AWS('route53')),
  latencyQueries: unconfirmed(0.6, 'million', AWS('route53')),

  apiRequests: unconfirmed(3.5, 'million', AWS('api-gateway'), { elsewhere: 3.7 }),
  lambdaRequests: listed(0.2, 'million', 'AWSLambda', LAMBDA),
  lambdaGigabyteSecond: listed(0.0000166667, 'GB-second', 'AWSLambda', LAMBDA),
  lambdaProvisionedGigabyteSecond: unconfirmed(0.0000041667, 'GB-second, kept warm', AWS('lambda')),
  lambdaProvisionedRunningGigabyteSecond: unconfirmed(0.0000097222, 'GB-second, running', AWS('lambda')),
  secret: listed(0.4, 'month', 'AWSSecretsManager', '20260911124610'),
  alarm: listed(0.1, 'month', 'AmazonCloudWatch', '20260922021715'),
  compositeAlarm: unconfirmed(0.5, 'month', AWS('cloudwatch')),
  dashboard: unconfirmed(3, 'month', AWS('cloudwatch')),
  certificate: unconfirmed(0, 'month', AWS('certificate-manager')),
  webAcl: unconfirmed(5, 'month', AWS('waf')),
  webAclRule: unconfirmed(1, 'month', AWS('waf')),
  webAclRequests: unconfirmed(0.6, 'million', AWS('waf')),
  dataOutGigabyte: listed(0.09, 'GB, of the first 10 TB a month', 'AWSDataTransfer', '20260916132208'),

  schedule: unconfirmed(1, 'million', AWS('eventbridge')),
  queueRequests: unconfirmed(0.4, 'million', AWS('sqs')),
  // A replica's writes are priced as those of a table in one Region (global tables' billing, in DynamoDB's guide).
  tableWrites: listed(0.625, 'million units of 1 KB, in each Region', 'AmazonDynamoDB', DYNAMO, { elsewhere: 0.705 }),
  tableReads: listed(0.125, 'million units of 4 KB', 'AmazonDynamoDB', DYNAMO, { elsewhere: 0.1415 }),
  tableGigabyte: listed(0.25, 'GB and month', 'AmazonDynamoDB', DYNAMO, { elsewhere: 0.283 }),
  tableRecoveryGigabyte: listed(0.2, 'GB and month that can be set back', 'AmazonDynamoDB', DYNAMO, {
    elsewhere: 0.22,
  }),
  objectWrites: listed(5, 'million', 'AmazonS3', S3),
  objectReads: listed(0.4, 'million', 'AmazonS3', S3),

  interfaceEndpoint: unconfirmed(0.01, 'hour and zone', AWS('privatelink'), { elsewhere: 0.012 }),
  natGateway: unconfirmed(0.045, 'hour', AWS('vpc'), { elsewhere: 0.052 }),
  loadBalancer: unconfirmed(0.0225, 'hour', AWS('elasticloadbalancing'), { elsewhere: 0.027 }),
  volumeGigabyte: unconfirmed(0.08, 'GB and month', AWS('ebs'), { elsewhere: 0.0952 }),
  objectGigabyte: listed(0.023, 'GB and month, of the first 50 TB', 'AmazonS3', S3),
  imageGigabyte: listed(0.1, 'GB and month', 'AmazonECR', '20260911124425'),
  fargateVcpu: unconfirmed(0.04048, 'hour', AWS('fargate'), { elsewhere: 0.04656 }),
  fargateGigabyte: unconfirmed(0.004445, 'hour', AWS('fargate'), { elsewhere: 0.00511 }),

  cloudRunVcpu: unconfirmed(0.000018, 'second', CLOUD_RUN, { date: '2026-08' }),
  cloudRunGigabyte: unconfirmed(0.000002, 'second', CLOUD_RUN, { date: '2026-08' }),
  /** With zonal redundancy. */
  cloudRunL4: unconfirmed(0.0002909, 'second', CLOUD_RUN, { date: '2026-08' }),
  googleForwardingRule: unconfirmed(0.025, 'hour', 'https://cloud.google.com/vpc/network-pricing'),
  googleObjectGigabyte: unconfirmed(0.02, 'GB and month', 'https://cloud.google.com/storage/pricing'),
  googleImageGigabyte: unconfirmed(0.1, 'GB and month', 'https://cloud.google.com/artifact-registry/pricing'),
  googleSecret: unconfirmed(0.06, 'month', 'https://cloud.google.com/secret-manager/pricing'),
  googleDataOutGigabyte: unconfirmed(
    0.12,
    'GB, of the first TB a month (premium tier)',
    'https://cloud.google.com/vpc/network-pricing',
  ),
  googleZone: unconfirmed(0.2, 'month', 'https://cloud.google.com/dns/pricing'),
  documentReads: unconfirmed(0.03, '100,000', FIRESTORE, { elsewhere: 0.06 }),
  documentWrites: unconfirmed(0.09, '100,000', FIRESTORE, { elsewhere: 0.18 }),
  documentDeletes: unconfirmed(0.01, '100,000', FIRESTORE, { elsewhere: 0.02 }),
  documentGigabyte: unconfirmed(0.15, 'GB and month', FIRESTORE, { elsewhere: 0.18 }),
  messageTerabyte: unconfirmed(40, 'TiB', 'https://cloud.google.com/pubsub/pricing'),
  googleObjectWrites: unconfirmed(5, 'million', 'https://cloud.google.com/storage/pricing'),
  googleSchedule: unconfirmed(0.1, 'month', 'https://cloud.google.com/scheduler/pricing'),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

/** EC2's, on demand, an hour. Frankfurt's stand for what is outside the United States. */
export const MACHINE_PRICES: Readonly<Record<string, Price>> = Object.fromEntries(
  [
    ['g6.xlarge', 0.8048],
    ['g6.2xlarge', 0.9776],
    ['g6.4xlarge', 1.3232],
    ['g6e.xlarge', 1.861],
    ['g6e.2xlarge', 2.24208],
    ['g5.xlarge', 1.006],
    ['g5.2xlarge', 1.212],
  ].map(([type, usd]) => [
    type,
    // Frankfurt's is a quarter more for these families; not confirmed for each of them. (A bill of August 2026 has
    // g6.xlarge there at 1.0064.)
    unconfirmed(Number(usd), 'hour', AWS('ec2'), { elsewhere: Math.round(Number(usd) * 12500) / 10_000 }),
  ]),
);

/** Of a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  readonly source: string;
  readonly date: string;
  readonly confirmed: boolean;
}

const BEDROCK = { source: AWS('bedrock'), date: '2026-06', confirmed: false } as const;
/** The maker's list, which has these figures; that Bedrock's is the same was not read there. */
const CLAUDE = {
  source: 'https://platform.claude.com/docs/en/about-claude/pricing',
  date: PRICE_DATE,
  confirmed: false,
} as const;
const VERTEX = {
  source: 'https://cloud.google.com/vertex-ai/generative-ai/pricing',
  date: PRICE_DATE,
  confirmed: false,
} as const;

/** By the model's id. Through a global profile; a profile of one geography costs a tenth more for those of GEOGRAPHIC. */
export const TOKEN_PRICES: Readonly<Record<string, TokenPrice>> = {
  'anthropic.claude-sonnet-4-5-20250929-v1:0': { input: 3, output: 15, ...CLAUDE },
  'anthropic.claude-haiku-4-5-20251001-v1:0': { input: 1, output: 5, ...CLAUDE },
  'amazon.nova-pro-v1:0': { input: 0.8, output: 3.2, ...BEDROCK },
  'amazon.nova-lite-v1:0': { input: 0.06, output: 0.24, ...BEDROCK },
  'gemini-2.5-pro': { input: 1.25, output: 10, ...VERTEX },
  'gemini-2.5-flash': { input: 0.3, output: 2.5, ...VERTEX },
};

/**
 * From Claude's 4.5 on, a profile that keeps to one geography costs so many times the global one's price: so the maker
 * says of Bedrock.
 * @see https://platform.claude.com/docs/en/about-claude/pricing
 */
export const GEOGRAPHIC = { models: /^anthropic\.claude-(sonnet|haiku|opus)-4-[5-9]/, factor: 1.1 } as const;
