import type { Finding } from './finding';
import type { Resource, Template } from './template';

/** What cfn-lint 1.51 was seen to let through, and Route 53 refuses. */
interface Assertion {
  readonly rule: string;
  readonly type: string;
  readonly broken: (properties: NonNullable<Resource['Properties']>) => boolean;
  readonly message: string;
}

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const ROUTED = [
  'Failover',
  'Region',
  'Weight',
  'GeoLocation',
  'GeoProximityLocation',
  'CidrRoutingConfig',
  'MultiValueAnswer',
];

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
export const ASSERTIONS: readonly Assertion[] = [
  {
    rule: 'failover-role-unknown',
    type: RECORD,
    broken: ({ Failover }) => Failover !== undefined && !['PRIMARY', 'SECONDARY'].includes(Failover),
    message: 'a failover record is PRIMARY or SECONDARY',
  },
  {
    rule: 'routed-without-set-identifier',
    type: RECORD,
    broken: (properties) => ROUTED.some((key) => key in properties) && !properties.SetIdentifier,
    message: 'a record with a routing policy needs a set identifier',
  },
  {
    rule: 'two-routing-policies',
    type: RECORD,
    broken: (properties) => ROUTED.filter((key) => key in properties).length > 1,
    message: 'a record has one routing policy',
  },
  {
    rule: 'probe-interval',
    type: CHECK,
    broken: ({ HealthCheckConfig: { RequestInterval } }) =>
      RequestInterval !== undefined && ![10, 30].includes(RequestInterval),
    message: 'Route 53 probes every 10 or every 30 seconds',
  },
];

export function assertOwn(templates: readonly Template[]): Finding[] {
  return templates.flatMap(({ file, resources }) =>
    Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
      ASSERTIONS.filter(({ type, broken }) => type === Type && broken(Properties ?? {})).map(({ rule, message }) => ({
        tool: 'own assertions' as const,
        rule,
        type: Type,
        place: `${file}#${id}`,
        message,
      })),
    ),
  );
}
