import { DEFAULTS } from '../defaults';
import { EGRESS } from './compute';
import { key, listOf, mapping } from './keyword';
import { ACCOUNT, AWS_REGION, DOMAIN_NAME, GOOGLE_REGION, HOST_NAME, HTTP_PATH } from './shapes';

export const HOSTED_ZONE = mapping(
  {
    id: key(
      { type: 'string', title: "a hosted zone's id such as Z0123456789ABCDEFGHIJ", pattern: '^Z[A-Z0-9]{1,31}$' },
      'The id of the public hosted zone that holds the domain.',
      { examples: ['Z0123456789ABCDEFGHIJ'] },
    ),
    name: key(DOMAIN_NAME, "The zone's name: the domain itself, or a name above it."),
    account: key(ACCOUNT, 'The account of the zone, quoted. Default: aws.account.'),
  },
  ['id', 'name'],
  { examples: [{ id: 'Z0123456789ABCDEFGHIJ', name: 'ai.example.com' }] },
);

const ZONE = {
  type: 'string',
  title: 'an availability zone such as eu-west-1a',
  pattern: '^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$',
  examples: ['eu-west-1a'],
} as const;

const REGION = {
  anyOf: [
    key(AWS_REGION, 'A Region, in aws.account.'),
    mapping(
      {
        name: key(AWS_REGION, 'The Region.'),
        account: key(ACCOUNT, 'The account in which this Region is served, quoted. Default: aws.account.'),
        zones: key(
          listOf(ZONE, { uniqueItems: true, minItems: 2 }),
          "The availability zones of the cell's own compute, two or more. Default: the Region's a and b.",
          { examples: [['eu-west-1a', 'eu-west-1b']] },
        ),
      },
      ['name'],
      { description: 'A Region with an account or zones of its own.' },
    ),
  ],
  title: 'a Region, or { name, account, zones }',
  examples: ['eu-west-1'],
};

export const AWS = mapping(
  {
    account: key(ACCOUNT, 'The AWS account, quoted: YAML drops the leading zeros of a number.'),
    regions: key(listOf(REGION), 'The AWS Regions that serve, each a cell with a stack of its own.', {
      examples: [['eu-west-1', 'eu-central-1']],
    }),
    egress: key(
      EGRESS,
      'How a cell with compute of its own, and so with a network, calls a rung outside AWS. Default: it has no way out.',
    ),
    webAcl: key(
      { type: 'boolean', title: 'true or false' },
      "Put a web ACL before each Region's API, which lets what Route 53 probes pass and bounds what one address asks.",
      { default: false },
    ),
    rollout: key(
      {
        type: 'string',
        title: 'canary, linear or all-at-once',
        enum: ['canary', 'linear', 'all-at-once'],
        examples: ['canary'],
      },
      "How a release reaches a Region's callers: a tenth of them for 15 minutes, a tenth more every three minutes, or all at once. Alarms about the new version take the first two back.",
      { default: DEFAULTS.rollout },
    ),
  },
  ['account', 'regions'],
  { examples: [{ account: '111122223333', regions: ['eu-west-1'] }] },
);

export const GOOGLE = mapping(
  {
    project: key(
      { type: 'string', title: "a Google project's id", pattern: '^[a-z][a-z0-9-]{4,28}[a-z0-9]$' },
      'The Google project.',
      { examples: ['acme-ai'] },
    ),
    projectNumber: key(
      { type: 'string', title: "a Google project's number, quoted", pattern: '^[0-9]{6,19}$' },
      "The project's number, quoted.",
      { examples: ['123456789012'] },
    ),
    regions: key(listOf(GOOGLE_REGION), 'The Google regions that serve, each a cell behind one global address.', {
      examples: [['europe-west4']],
    }),
    stateBucket: key(
      { type: 'string', title: 'the name of a Cloud Storage bucket', pattern: '^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$' },
      'The bucket that holds the state of the Terraform stacks.',
      { examples: ['acme-ai-terraform'] },
    ),
  },
  ['project', 'projectNumber', 'regions', 'stateBucket'],
);

const IPV4 = {
  type: 'string',
  title: 'an IPv4 address such as 203.0.113.10',
  pattern: '^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.|$)){4}(?<!\\.)$',
} as const;

export const SECOND_CLOUD = mapping(
  {
    addresses: key(
      listOf({ ...IPV4, examples: ['203.0.113.10'] }, { uniqueItems: true }),
      'Public IPv4 addresses, for an A record. Either these or nameInZone.',
      { examples: [['203.0.113.10']] },
    ),
    nameInZone: key(
      HOST_NAME,
      'A name in the hosted zone that has an A record, for an alias. Either this or addresses.',
    ),
    probeHost: key(HOST_NAME, 'The host name under which Route 53 probes the endpoint; never the served one.'),
    servingPath: key(HTTP_PATH, 'Answers 2xx or 3xx while the endpoint can serve.'),
    preferredPath: key(
      HTTP_PATH,
      'Answers 2xx or 3xx while it serves at its best tier. Without it the endpoint is asked only when no cell meets the floor.',
    ),
  },
  ['probeHost', 'servingPath'],
);
