import { isDeepStrictEqual } from 'node:util';

// biome-ignore lint/suspicious/noExplicitAny: resources have as many shapes as there are types
export type Json = Record<string, any>;

/** By logical id, or by Terraform's address. */
export type Resources = Readonly<Record<string, Json>>;

/** What names and checks refer to: gone for a minute, and nobody finds the service. */
const NAMED = [
  'AWS::Route53::RecordSet',
  'AWS::Route53::HealthCheck',
  'AWS::ApiGateway::DomainName',
  'AWS::CertificateManager::Certificate',
];

/** Of a template: what holds data, which says so by its policies, and what names refer to. */
export function lastingIn({ Resources = {} }: Json): Resources {
  return Object.fromEntries(
    Object.entries<Json>(Resources)
      .filter(
        ([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
          // Each release makes new versions of functions, and keeps those before.
          Type !== 'AWS::Lambda::Version' &&
          (NAMED.includes(Type) ||
            [DeletionPolicy, UpdateReplacePolicy].some((policy) => /^Retain/.test(policy ?? ''))),
      )
      .map(([id, { Metadata: _, ...resource }]) => [id, resource]),
  );
}

/** The same of Terraform's JSON, with the arguments that no provider changes in place. */
export function lastingInTerraform({ resource = {} }: Json): Resources {
  return Object.fromEntries(
    Object.entries(IDENTITY).flatMap(([type, names]) =>
      Object.entries<Json>(resource[type] ?? {}).map(([name, body]) => [
        `${type}.${name}`,
        Object.fromEntries(names.filter((key) => key in body).map((key) => [key, body[key]])),
      ]),
    ),
  );
}

const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  aws_route53_health_check: ['type', 'request_interval', 'measure_latency'],
  aws_route53_record: ['zone_id', 'name', 'type', 'set_identifier'],
  google_artifact_registry_repository: ['location', 'repository_id', 'format', 'mode'],
  google_certificate_manager_certificate: ['name', 'location'],
  google_certificate_manager_certificate_map: ['name'],
  google_certificate_manager_dns_authorization: ['name', 'domain', 'location'],
  google_compute_global_address: ['name', 'address_type', 'ip_version'],
  google_compute_global_forwarding_rule: ['name', 'ip_address', 'port_range'],
  google_firestore_database: ['name', 'location_id', 'type'],
  google_pubsub_subscription: ['name', 'topic', 'filter', 'enable_message_ordering'],
  google_pubsub_topic: ['name'],
  google_secret_manager_secret: ['secret_id'],
  google_storage_bucket: ['name', 'location', 'project'],
};

/** What would be done to a resource that lasts. */
export interface Change {
  readonly stack: string;
  readonly resource: string;
  readonly type: string;
  readonly impact: 'replaced' | 'perhaps replaced' | 'deleted' | 'left behind';
}

/** CloudFormation's own schema does not say so of these, which lie inside one property. */
const FIXED_IN_CHECK = ['Type', 'RequestInterval', 'MeasureLatency'];

/**
 * Health checks that would be made anew.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-healthcheck-healthcheckconfig.html
 */
export function checksMadeAnew(stack: string, before: Resources, after: Resources): Change[] {
  return Object.entries(before).flatMap(([resource, { Type: type, Properties }]) => {
    const [was, is] = [Properties?.HealthCheckConfig, after[resource]?.Properties?.HealthCheckConfig];
    const differs = was && is && FIXED_IN_CHECK.some((key) => !isDeepStrictEqual(was[key], is[key]));
    return differs ? [{ stack, resource, type, impact: 'replaced' as const }] : [];
  });
}

/** What Terraform would make anew or delete, by the arguments that are known here to force it. */
export function terraformChanges(stack: string, before: Resources, after: Resources): Change[] {
  const changed = Object.entries(before).filter(([resource, was]) => !isDeepStrictEqual(was, after[resource]));
  return changed.map(([resource]) => ({
    stack,
    resource,
    type: resource.split('.')[0] as string,
    impact: after[resource] === undefined ? 'deleted' : 'replaced',
  }));
}
