import type { ConfiguredResource, Plan, PlannedResource } from './plan';

/**
 * The records that a plan would write, each as one line that says all that Route 53 decides by. Two plans mean the same
 * for clients exactly if their lines do.
 */
export function plannedDns(plan: Plan): string[] {
  const resources = plan.planned_values.root_module.resources ?? [];
  return resources
    .filter(({ type }) => type === 'aws_route53_record')
    .map((record) => describeRecord(record, new Checks(plan)))
    .sort();
}

/** Health checks of no record, which cost and decide nothing. */
export function idleChecks(plan: Plan): string[] {
  const used = (plan.configuration.root_module.resources ?? []).flatMap(({ expressions }) =>
    ['health_check_id', 'child_healthchecks'].flatMap((name) => expressions[name]?.references ?? []),
  );
  return (plan.planned_values.root_module.resources ?? [])
    .filter(({ type, address }) => type === 'aws_route53_health_check' && !used.includes(address))
    .map(({ address }) => address);
}

function describeRecord({ address, values }: PlannedResource, checks: Checks): string {
  const { name, type, zone_id: zone, ttl, records, set_identifier: identifier } = values;
  const [alias] = blocks(values.alias);
  const failover = blocks(values.failover_routing_policy)[0]?.type;
  const target = alias
    ? `alias ${alias.name} in ${alias.zone_id}${alias.evaluate_target_health ? ' evaluated' : ''}`
    : `${ttl}s ${(records as unknown[] | undefined)?.join(' ')}`;
  const others = ROUTING.filter((policy) => blocks(values[policy]).length > 0);
  return [
    `${name} ${type} in ${zone}`,
    ...(failover || identifier ? [`${failover} "${identifier}"`] : []),
    ...others,
    target,
    ...checks.of(address, 'health_check_id'),
  ].join(', ');
}

/** Policies that a record of `google-dns` never has; one that does reads differently. */
const ROUTING = [
  'weighted_routing_policy',
  'latency_routing_policy',
  'geolocation_routing_policy',
  'geoproximity_routing_policy',
  'cidr_routing_policy',
];

class Checks {
  public constructor(private readonly plan: Plan) {}

  /** The checks that an argument refers to, described, in alphabetical order. */
  public of(address: string, argument: string): string[] {
    return this.referred(address, argument)
      .map((check) => this.describe(check))
      .sort();
  }

  private referred(address: string, argument: string): PlannedResource[] {
    const configured = this.plan.configuration.root_module.resources ?? [];
    const references = configured.find((one: ConfiguredResource) => one.address === address)?.expressions[argument]
      ?.references;
    return (this.plan.planned_values.root_module.resources ?? []).filter(
      (one) => one.type === 'aws_route53_health_check' && references?.includes(one.address),
    );
  }

  private describe({ address, values }: PlannedResource): string {
    const { type, fqdn, ip_address: ip, port, resource_path: path, request_interval: interval } = values;
    const inverted = values.invert_healthcheck === true ? 'inverted ' : '';
    const disabled = values.disabled === true ? 'disabled ' : '';
    if (type === 'CALCULATED')
      return `while ${disabled}${inverted}${values.child_health_threshold} of [${this.of(address, 'child_healthchecks').join('; ')}]`;
    const sni = values.enable_sni === true ? ' SNI' : '';
    const looked = values.search_string ? ` "${values.search_string}"` : '';
    const regions = [...((values.regions as string[] | null | undefined) ?? [])].sort();
    const from = regions.length > 0 ? ` from ${regions.join(', ')}` : '';
    return `${disabled}${inverted}${type} ${fqdn ?? ip}:${port}${path}${looked} every ${interval}s x${values.failure_threshold}${sni}${from}`;
  }
}

function blocks(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}
