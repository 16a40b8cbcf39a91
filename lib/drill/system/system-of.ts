import type { FleetMetadata } from '../../contract/metadata';
import type { Estate } from '../../estate/estate';
import { countryOfRegion } from '../route53/countries';
import { awsRegionLocation, googleRegionLocation } from '../route53/places';
import { zonesOf } from '../route53/zones';
import { entriesOf } from './entries';
import { Leaves } from './leaves';
import { Observer } from './observer';
import type { Cell, Leaf, Observation, Place, System, SystemRoute } from './system';

export interface SystemOptions {
  /** AWS Regions beside which clients stand; one beside each cell by default. */
  readonly from?: readonly string[];
}

/** What of an estate a drill can play with. */
export function systemOf(estate: Estate, options: SystemOptions = {}): System {
  const fleet = estate.stacks.find(({ intent }) => intent !== undefined)?.intent;
  const leaves = new Leaves(estate);
  const zones = zonesOf(estate);
  for (const zone of zones) for (const record of zone.records) leaves.add(record);
  const observer = new Observer(estate, leaves, fleet);
  const observations = new Map<string, Observation>();
  const byHost = new Map<string, Leaf>();
  for (const zone of zones) {
    for (const record of zone.records) {
      const leaf = leaves.byRecord.get(record.id);
      if (leaf !== undefined && !byHost.has(record.name)) byHost.set(record.name, leaf);
    }
  }
  for (const zone of zones) {
    for (const check of zone.checks) {
      const seen = observer.observe(check, byHost, zone.records);
      if (seen !== undefined) observations.set(check.id, seen);
    }
    for (const { id, reason } of zone.unmodelled) leaves.unknowns.add(`${id}: ${reason}`);
  }
  if (leaves.cells.some(({ id }) => id.startsWith('aws'))) {
    leaves.components.named('aws/control-plane', 'control-plane');
  }
  const entries = entriesOf(zones, leaves.byRecord, fleet);
  if (entries.length === 0) leaves.unknowns.add('no record answers for a name that clients could call');
  return {
    ...{ zones, entries, cells: leaves.cells, leaves: leaves.byRecord, observations },
    ...{ components: leaves.components.all, routes: routesOf(fleet), places: placesOf(leaves.cells, options.from) },
    ...(fleet === undefined ? {} : { fleet }),
    unknowns: [...leaves.unknowns],
  };
}

function routesOf(fleet: FleetMetadata | undefined): readonly SystemRoute[] {
  return fleet?.routes ?? [{ name: 'service', floor: 1, deadlineSeconds: 60, queue: 'never' }];
}

/** One place of clients beside each cell, or those that are named. */
function placesOf(cells: readonly Cell[], from: readonly string[] | undefined): Place[] {
  const regions = cells.flatMap(({ id, location }) => (location === undefined ? [] : [id.split('/')[0].split(':')[1]]));
  const named = from ?? [...new Set(regions)];
  const beside = named.length > 0 ? named : ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
  return beside.flatMap((region) => {
    const location = awsRegionLocation(region) ?? googleRegionLocation(region);
    if (location === undefined) return [];
    return [{ id: region, location: { ...location, ...countryOfRegion(region) }, share: 1 / beside.length }];
  });
}
