import { dnsName } from '../../estate/dns-name';
import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { healthChecksOf } from '../../estate/views/health-checks';
import { nodesOfType } from '../../estate/views/nodes';
import { type DnsRecord, recordsOf } from '../../estate/views/records';
import { withoutUnanswerable } from './answerable';
import { type CheckModels, modelChecks } from './check-models';
import type { HealthCheck, ResourceRecordSet, Zone } from './model';
import { modelRecord } from './record-models';
import type { Unmodelled } from './unmodelled';

/** A hosted zone as the engine sees it, closed: every check and every alias target that it names is in it. */
export interface EstateZone extends Zone {
  /** The hosted zone's id, its node's id where the estate makes it, or its name; `unknown` for records of no known zone. */
  readonly id: string;
  /** What the engine cannot judge, with the reason. */
  readonly unmodelled: readonly Unmodelled[];
}

/** One model for each hosted zone of which the estate holds records, whichever of its stacks write them. */
export function zonesOf(estate: Estate): EstateZone[] {
  const checks = modelChecks(healthChecksOf(estate));
  const byZone = new Map<string, DnsRecord[]>();
  const byName = zonesByName(estate);
  for (const record of recordsOf(estate)) {
    const id = record.zone instanceof Unknown ? 'unknown' : (byName.get(record.zone) ?? record.zone);
    byZone.set(id, [...(byZone.get(id) ?? []), record]);
  }
  return [...byZone].map(([id, records]) => zoneOf(estate, id, records, checks));
}

/** The nodes of the zones that the estate makes, by their names, so that records may give either. */
function zonesByName(estate: Estate): Map<string, string> {
  return new Map(
    Object.entries(ZONE_NAMES).flatMap(([type, property]) =>
      nodesOfType(estate, type).flatMap(({ id, properties }): [string, string][] => {
        const name = properties[property];
        return typeof name === 'string' ? [[dnsName(name), id]] : [];
      }),
    ),
  );
}

const ZONE_NAMES = { 'AWS::Route53::HostedZone': 'Name', aws_route53_zone: 'name' } as const;

function zoneOf(estate: Estate, id: string, declared: readonly DnsRecord[], checks: CheckModels): EstateZone {
  const names = new Set(declared.map(({ name }) => name));
  const modelled = declared.map((record) => modelRecord(record, { estate, names, checks }));
  const { records, unmodelled } = withoutUnanswerable(modelled.flatMap(({ record }) => record ?? []));
  return {
    id,
    records,
    checks: checksBehind(records, checks.models),
    unmodelled: [
      ...modelled.flatMap((record) => record.unmodelled),
      ...unmodelled,
      ...declared.flatMap((record) => unmodelledCheck(record, checks) ?? []),
    ],
  };
}

/** The checks of the records, and those that they count. */
function checksBehind(records: readonly ResourceRecordSet[], models: CheckModels['models']): HealthCheck[] {
  const found = new Map<string, HealthCheck>();
  const add = (id: string): void => {
    const check = models.get(id);
    if (check === undefined || found.has(id)) return;
    found.set(id, check);
    if (check.kind === 'calculated') check.children.forEach(add);
  };
  for (const { healthCheckId } of records) if (healthCheckId !== undefined) add(healthCheckId);
  return [...found.values()];
}

function unmodelledCheck({ healthCheck }: DnsRecord, checks: CheckModels): Unmodelled | undefined {
  return healthCheck instanceof Reference ? checks.unmodelled.get(healthCheck.nodeId) : undefined;
}
