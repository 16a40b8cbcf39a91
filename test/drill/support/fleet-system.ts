import { countryOfRegion } from '../../../lib/drill/route53/countries';
import type { HealthCheck, Location, ResourceRecordSet } from '../../../lib/drill/route53/model';
import { awsRegionLocation, googleRegionLocation } from '../../../lib/drill/route53/places';
import type { EstateZone } from '../../../lib/drill/route53/zones';
import { Components } from '../../../lib/drill/system/components';
import type { Cell, Leaf, Observation, System } from '../../../lib/drill/system/system';
import { fleetZone } from '../route53/zone-fixture';

export interface FleetShape {
  readonly regions: readonly string[];
  /** Behind one load balancer; none for no second cloud. */
  readonly google: readonly string[];
  readonly prefer: 'quality' | 'locality';
  readonly prober: boolean;
  /** Tiers above the deterministic one. */
  readonly models: 0 | 1 | 2;
  readonly deterministic: boolean;
  readonly intervalSeconds: 10 | 30;
}

/** A fleet as the README draws it, made by hand: what `systemOf` makes of a synthesized one, in any shape. */
export function fleetSystem(shape: FleetShape): System {
  const components = new Components();
  const places = [
    ...shape.regions.map((region) => `aws:${region}`),
    ...shape.google.map((region) => `google:${region}`),
  ];
  const cells = places.map((place) => cellOf(place, shape, components));
  const drawn = fleetZone({ regions: shape.regions, prefer: shape.prefer, secondCloud: shape.google.length > 0 });
  const records = drawn.records.map((record) => ({
    ...record,
    id: `${record.name} ${record.setIdentifier ?? record.id}`,
  }));
  const checks: HealthCheck[] = [];
  const observations = new Map<string, Observation>();
  const paths = shape.prefer === 'quality' ? (['serving', 'preferred'] as const) : (['serving'] as const);
  for (const [index, cell] of cells.entries()) {
    for (const path of paths) {
      const id = `${path}(${cell.id})`;
      const [cloud] = cell.id.split(':');
      checks.push({
        ...{ kind: 'endpoint', id, protocol: 'https', host: `${cell.id}.ai`, port: 443, path: `/health/${path}` },
        ...{ intervalSeconds: shape.intervalSeconds, failureThreshold: 3, inverted: false, checkerRegions: [] },
      });
      const needs = [
        ...(cloud === 'google' ? balancerNeeds(components) : []),
        ...cell.front.filter((need) => !/certificate|release/.test(need)),
        components.named('checkers', 'network'),
        components.between('checkers', cell.id),
      ];
      observations.set(id, { kind: 'path', needs, cell: index, verdict: path });
    }
  }
  const names = [...shape.regions, ...(shape.google.length > 0 ? ['google'] : [])];
  for (const name of names) {
    const own = name === 'google' ? shape.google.map((region) => `google:${region}`) : [`aws:${name}`];
    const threshold = (all: number) => (name === 'google' ? 1 : all);
    const serving = own.map((cell) => `serving(${cell})`);
    checks.push({
      kind: 'calculated',
      id: `any(${name})`,
      children: serving,
      threshold: threshold(1),
      inverted: false,
    });
    if (shape.prefer === 'locality') continue;
    const preferred = own.map((cell) => `preferred(${cell})`);
    // One that is preferred serves, so that Google's threshold of one counts no region that does not.
    const children = name === 'google' ? preferred : [...serving, ...preferred];
    checks.push({ kind: 'calculated', id: `best(${name})`, children, threshold: threshold(2), inverted: false });
  }
  const zone: EstateZone = { id: 'Z1', records, checks, unmodelled: [] };
  return {
    ...{ zones: [zone], entries: [{ zone, name: 'ai', type: 'A' }], cells, observations },
    ...{ leaves: leavesOf(records, shape, components), components: components.all, unknowns: [] },
    routes: [{ name: 'chat', floor: 3, deadlineSeconds: 60, queue: 'never' }],
    places: places.map((place) => {
      const region = place.split(':')[1] as string;
      return { id: region, share: 1 / places.length, location: { ...placeOf(place), ...countryOfRegion(region) } };
    }),
  };
}

function placeOf(place: string): Location {
  const [cloud, region = ''] = place.split(':');
  return (cloud === 'aws' ? awsRegionLocation(region) : googleRegionLocation(region)) as Location;
}

const balancerNeeds = (components: Components) => [
  components.cloud('google'),
  components.part('google', 'load-balancer'),
];

function cellOf(place: string, shape: FleetShape, components: Components): Cell {
  const [cloud = '', region = ''] = place.split(':');
  const models = [1, 2].slice(0, shape.models).map((tier) => {
    const name = `model-${tier}`;
    const needs = [
      components.named(name, 'rung'),
      components.part(place, name, 'rung'),
      components.part(cloud, `models-${tier}`),
    ];
    return { name, tier, needs, hangSeconds: 10, deterministic: false };
  });
  const script = { name: 'script', tier: 3, needs: [], hangSeconds: 0, deterministic: true };
  const parts = ['lambda', 'certificate', 'release'].map((part) => components.part(place, part));
  return {
    ...{ id: place, location: placeOf(place), zones: [] },
    front: [components.cloud(cloud), components.region(cloud, region), ...parts],
    rungs: [...models, ...(shape.deterministic || models.length === 0 ? [script] : [])],
    ...(shape.prober ? { prober: { periodSeconds: 60, component: components.part(place, 'prober', 'prober') } } : {}),
  };
}

function leavesOf(records: readonly ResourceRecordSet[], shape: FleetShape, components: Components): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const { id, target, policy } of records) {
    if (target.kind === 'alias-record') continue;
    if (policy.kind === 'latency') {
      const watched = ['aws', `aws:${policy.region}`];
      leaves.set(id, { cells: [shape.regions.indexOf(policy.region)], needs: [], watched });
    } else {
      const cells = shape.google.map((_, index) => shape.regions.length + index);
      leaves.set(id, { cells, needs: balancerNeeds(components), watched: [] });
    }
  }
  return leaves;
}
