import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { awsRegionLocation, googleRegionLocation } from '../route53/places';
import { behind } from './behind';
import type { Components } from './components';
import { serviceOf } from './services';
import type { Cell } from './system';

/** What stands behind a resource that somebody else's template puts into DNS, as far as its references tell. */
export function foreignCell(
  estate: Estate,
  node: EstateNode,
  id: string,
  components: Components,
): { readonly cell: Cell; readonly resources: readonly EstateNode[]; readonly unknowns: readonly string[] } {
  const resources = behind(estate, node);
  const place = placeOf(node);
  const [cloud, region] = place.split(':');
  const unknowns: string[] = [];
  if (region === undefined && !EVERYWHERE.test(node.type))
    unknowns.push(`${id}: its Region is not in the template, so no Region's loss is played on it`);
  const needs = resources.flatMap((resource) => {
    const service = serviceOf(resource.type);
    if (service === undefined) return [];
    const where = placeOf(resource);
    return [...ancestors(where, components), components.part(where, service)];
  });
  const release = components.part(place, 'release', 'release');
  const services = new Set(resources.flatMap(({ type }) => serviceOf(type) ?? []));
  if (services.size <= 1) unknowns.push(`${id}: nothing is known of what stands behind ${node.id}`);
  const zones = zonesOf(resources);
  const location = region === undefined ? undefined : (awsRegionLocation(region) ?? googleRegionLocation(region));
  return {
    ...{ resources, unknowns },
    cell: {
      ...{ id, front: [...new Set([...ancestors(place, components), ...needs, release])] },
      zones: zones === undefined ? [] : zoneNames(zones).map((zone) => components.part(place, zone, 'zone')),
      rungs: [{ name: 'service', tier: 1, needs: [], hangSeconds: 0, deterministic: true }],
      ...(location === undefined ? {} : { location }),
      ...(cloud === undefined ? {} : {}),
    },
  };
}

function ancestors(place: string, components: Components): string[] {
  const [cloud, region] = place.split(':');
  return [components.cloud(cloud), ...(region === undefined ? [] : [components.region(cloud, region)])];
}

/** `aws:eu-west-1`; the cloud alone where the Region is chosen at deployment. */
export function placeOf({ provider, stack, type, properties }: EstateNode): string {
  const cloud = type.startsWith('google_') ? 'google' : type.startsWith('azurerm_') ? 'azure' : 'aws';
  if (EVERYWHERE.test(type)) return cloud;
  const own = properties.location ?? properties.region;
  const region = [own, provider.region, stack.region].find((one): one is string => typeof one === 'string');
  return region === undefined || region === '' ? cloud : `${cloud}:${region}`;
}

/** Answers in no Region, whichever its stack lies in. */
const EVERYWHERE = /^AWS::(CloudFront|GlobalAccelerator)::|^aws_(cloudfront|globalaccelerator)_/;

function zoneNames(count: number): string[] {
  return Array.from({ length: Math.min(count, 6) }, (_, index) => `zone-${index + 1}`);
}

/** In how many zones the compute of a cell stands: the fewest of its parts. Undefined where no part says so. */
function zonesOf(resources: readonly EstateNode[]): number | undefined {
  const counts = resources.flatMap((node) => zoneCount(node) ?? []);
  return counts.length === 0 ? undefined : Math.min(...counts);
}

function zoneCount({ type, properties }: EstateNode): number | undefined {
  const lengthOf = (value: Value | undefined) =>
    Array.isArray(value) && value.length > 0 && !value.some((item) => item instanceof Unknown)
      ? value.length
      : undefined;
  switch (type) {
    case 'AWS::EC2::Instance':
    case 'aws_instance':
      return 1;
    case 'AWS::RDS::DBInstance':
      return properties.MultiAZ === true || properties.MultiAZ === 'true' ? 2 : 1;
    case 'aws_db_instance':
      return properties.multi_az === true ? 2 : 1;
    case 'AWS::AutoScaling::AutoScalingGroup':
      return lengthOf(properties.AvailabilityZones) ?? lengthOf(properties.VPCZoneIdentifier);
    case 'aws_autoscaling_group':
      return lengthOf(properties.availability_zones) ?? lengthOf(properties.vpc_zone_identifier);
    default:
      return undefined;
  }
}
