import type { Finding } from './finding';
import { mayNotInvoke, mayNotPassOn } from './principals';
import type { Resource, Template } from './template';

/** What cfn-lint 1.51 was seen to let through, and the service refuses or never does. */
interface Assertion {
  readonly rule: string;
  /** The only type that it is about; of all that there is where it names none. */
  readonly type?: string;
  /** @param resource its properties @param resources the template's */
  readonly broken: (resource: Properties, resources: Template['resources'], type: string) => boolean;
  readonly message: string;
}

type Properties = NonNullable<Resource['Properties']>;

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
  {
    rule: 'principal-of-another-service',
    type: 'AWS::Lambda::Permission',
    broken: mayNotInvoke,
    message: 'the service that the source belongs to is not the one that may invoke',
  },
  {
    rule: 'role-not-assumable',
    broken: mayNotPassOn,
    message: 'the role trusts other services than the one that it is given to',
  },
];

export function assertOwn(templates: readonly Template[]): Finding[] {
  return templates.flatMap(({ file, resources }) =>
    Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
      ASSERTIONS.filter(({ type = Type, broken }) => type === Type && broken(Properties ?? {}, resources, Type)).map(
        ({ rule, message }) => ({
          tool: 'own assertions' as const,
          rule,
          type: Type,
          place: `${file}#${id}`,
          message,
        }),
      ),
    ),
  );
}
