// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import type { Sources } from './example';

/** Small estates in Terraform's JSON, each sound and broken in one way; by the rules that find the broken one. */
export interface Estate {
  readonly finds: readonly string[];
  readonly broken: Sources;
  readonly sound: Sources;
}

const PROVIDER = { aws: [{ region: 'eu-west-1' }] };

const stack = (resource: object): Sources => ({ terraform: { stack: { provider: PROVIDER, resource } } });

const record = (rest: object) => ({ zone_id: 'Z0123456789ABCDEFGHIJ', name: 'ai.example.com', type: 'A', ...rest });
const server = (last: number, rest: object = {}) => record({ ttl: 60, records: [`203.0.113.${last}`], ...rest });
const check = (fqdn: string, rest: object = {}) => ({
  type: 'HTTPS',
  fqdn,
  resource_path: '/health',
  request_interval: 10,
  failure_threshold: 3,
  ...rest,
});
const checked = (name: string) => ({ health_check_id: `\${aws_route53_health_check.${name}.id}` });
const checks = (changes: object = {}) => ({
  one: check('one.example.com'),
  two: check('two.example.com', changes),
});
const weighted = (id: string, weight: number) => ({
  set_identifier: id,
  weighted_routing_policy: { weight },
});
const failover = (type: string) => ({ set_identifier: type, failover_routing_policy: { type } });

/** Two servers of one name, and what an estate changes of the second one. */
const pair = (second: object, others: object = {}, first: object = {}): Sources =>
  stack({
    aws_route53_health_check: checks(),
    aws_route53_record: {
      one: server(1, { ...weighted('one', 10), ...checked('one'), ...first }),
      two: server(2, { ...weighted('two', 10), ...checked('two'), ...second }),
    },
    ...others,
  });

const KEPT = { lifecycle: { prevent_destroy: true } };
const queues = (jobs: object, dead: object = {}): Sources =>
  stack({
    aws_sqs_queue: {
      jobs: { name: 'jobs', ...jobs },
      dead: {
        name: 'dead',
        message_retention_seconds: 1_209_600,
        redrive_allow_policy: '{"redrivePermission":"allowAll"}',
        ...dead,
      },
    },
  });
const TO_DEAD = {
  redrive_policy: '${jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })}',
};

const secondary = (checkOfSecond: object): Sources =>
  stack({
    aws_route53_health_check: checks(),
    aws_route53_record: {
      one: server(1, { ...failover('PRIMARY'), ...checked('one') }),
      two: server(2, { ...failover('SECONDARY'), ...checkOfSecond }),
    },
  });

export const TERRAFORM_ESTATES: Readonly<Record<string, Estate>> = {
  'a queue that gives nothing up': {
    finds: ['queue-without-dead-letters'],
    sound: queues(TO_DEAD),
    broken: queues({}),
  },
  'a table that goes with its stack': {
    finds: ['stateful-without-retain', 'table-without-deletion-protection'],
    sound: stack({ aws_dynamodb_table: { t: { name: 't', deletion_protection_enabled: true, ...KEPT } } }),
    broken: stack({ aws_dynamodb_table: { t: { name: 't' } } }),
  },
  'a server that nobody checks': {
    finds: ['unchecked-leaf'],
    sound: pair({}),
    broken: pair({ health_check_id: null }),
  },
  'a secondary that nobody checks': {
    finds: ['secondary-without-health-check'],
    sound: secondary(checked('two')),
    broken: secondary({}),
  },
  'a record that resolvers keep for an hour': {
    finds: ['long-ttl-on-failover'],
    sound: pair({}),
    broken: pair({ ttl: 3600 }),
  },
  'two records by one check': {
    finds: ['checks-share-an-endpoint'],
    sound: pair({}),
    broken: stack({
      aws_route53_health_check: { one: check('one.example.com'), two: check('one.example.com') },
      aws_route53_record: {
        one: server(1, { ...weighted('one', 10), ...checked('one') }),
        two: server(2, { ...weighted('two', 10), ...checked('two') }),
      },
    }),
  },
  'a check that is switched off': {
    finds: ['disabled-check'],
    sound: pair({}),
    broken: pair({}, { aws_route53_health_check: checks({ disabled: true }) }),
  },
  'a check by TCP alone': {
    finds: ['tcp-check-for-failover'],
    sound: pair({}),
    broken: pair({}, { aws_route53_health_check: checks({ type: 'TCP', port: 443, resource_path: null }) }),
  },
  'a check that opens a private address': {
    finds: ['private-address-probed'],
    sound: pair({}),
    broken: pair({}, { aws_route53_health_check: checks({ fqdn: null, ip_address: '10.0.0.7' }) }),
  },
  'a geolocation without a default': {
    finds: ['geolocation-without-default'],
    sound: pair(
      { weighted_routing_policy: null, geolocation_routing_policy: { country: '*' } },
      {},
      { weighted_routing_policy: null, geolocation_routing_policy: { continent: 'EU' } },
    ),
    broken: pair(
      { weighted_routing_policy: null, geolocation_routing_policy: { continent: 'NA' } },
      {},
      { weighted_routing_policy: null, geolocation_routing_policy: { continent: 'EU' } },
    ),
  },
};
