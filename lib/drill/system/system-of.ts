import { PATHS } from '../../contract/http';
import type { FleetMetadata } from '../../contract/metadata';
import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { cloudRunServicesOf } from '../../estate/views/cloud-run-services';
import { loadBalancersOf } from '../../estate/views/load-balancers';
import { countryOfRegion } from '../route53/countries';
import type { EndpointCheck, HealthCheck, ResourceRecordSet } from '../route53/model';
import { awsRegionLocation, googleRegionLocation } from '../route53/places';
import { zonesOf } from '../route53/zones';
import { Components } from './components';
import { entriesOf } from './entries';
import { foreignCell, placeOf } from './foreign-cells';
import type { Cell, Leaf, Observation, Place, System, SystemRoute } from './system';
import { understudyCell } from './understudy-cells';

export interface SystemOptions {
  /** AWS Regions beside which clients stand; one beside each cell by default. */
  readonly from?: readonly string[];
}

/** What of an estate a drill can play with. */
export function systemOf(estate: Estate, options: SystemOptions = {}): System {
  const fleet = estate.stacks.find(({ intent }) => intent !== undefined)?.intent;
  const builder = new Builder(estate, fleet);
  const zones = zonesOf(estate);
  for (const zone of zones) for (const record of zone.records) builder.addLeaf(record);
  const observations = new Map<string, Observation>();
  const byHost = new Map<string, Leaf>();
  for (const zone of zones) {
    for (const record of zone.records) {
      const leaf = builder.leaves.get(record.id);
      if (leaf !== undefined && !byHost.has(record.name)) byHost.set(record.name, leaf);
    }
  }
  for (const zone of zones) {
    for (const check of zone.checks) {
      const seen = builder.observe(check, byHost, zone.records);
      if (seen !== undefined) observations.set(check.id, seen);
    }
    for (const { id, reason } of zone.unmodelled) builder.unknowns.add(`${id}: ${reason}`);
  }
  if (builder.cells.some(({ id }) => id.startsWith('aws'))) {
    builder.components.named('aws/control-plane', 'control-plane');
  }
  const entries = entriesOf(zones, builder.leaves, fleet);
  if (entries.length === 0) builder.unknowns.add('no record answers for a name that clients could call');
  return {
    ...{ zones, entries, cells: builder.cells, leaves: builder.leaves, observations },
    ...{ components: builder.components.all, routes: routesOf(fleet), places: placesOf(builder.cells, options.from) },
    ...(fleet === undefined ? {} : { fleet }),
    unknowns: [...builder.unknowns],
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

class Builder {
  public readonly components = new Components();
  public readonly cells: Cell[] = [];
  public readonly leaves = new Map<string, Leaf>();
  public readonly unknowns = new Set<string>();
  private readonly byCell = new Map<string, number>();
  private readonly byResource = new Map<string, Leaf>();
  /** The nodes behind each cell that is not ours. */
  private readonly inside = new Map<string, number>();

  public constructor(
    private readonly estate: Estate,
    private readonly fleet: FleetMetadata | undefined,
  ) {}

  public addLeaf({ id, name, target, type }: ResourceRecordSet): void {
    // Names that begin so prove who owns a domain; no client calls them.
    if (target.kind === 'alias-record' || !ADDRESSED.has(type) || /(^|\.)_/.test(name)) return;
    const key = 'resource' in target ? target.resource : target.kind === 'name' ? target.name : target.values.join(',');
    const leaf = this.byResource.get(key) ?? this.leafOf(key);
    this.byResource.set(key, leaf);
    this.leaves.set(id, leaf);
  }

  private leafOf(key: string): Leaf {
    const node = this.estate.nodes.get(key);
    if (node === undefined) return this.outside(key);
    if (ADDRESS.test(node.type)) return this.balanced(node) ?? this.foreign(node);
    const { intent } = node.stack;
    if (intent?.part.kind === 'cell') {
      const cell = this.ours(intent.part.cell, intent);
      const place = intent.part.cell;
      return { cells: [cell], needs: [], watched: ['aws', place, this.components.part(place, 'apigateway')] };
    }
    return this.foreign(node);
  }

  /** An address or a name of which the estate says nothing. */
  private outside(key: string): Leaf {
    this.unknowns.add(`${key}: nothing is known of what answers there`);
    const id = this.components.named(key, 'provider');
    return { cells: [this.cell({ id: key, front: [id], zones: [], rungs: [LIKE_ANY] })], needs: [], watched: [id] };
  }

  private ours(id: string, fleet: FleetMetadata): number {
    return this.byCell.get(id) ?? this.cell(understudyCell(this.estate, id, fleet, this.components));
  }

  private foreign(node: EstateNode): Leaf {
    const place = placeOf(node);
    const id = this.byCell.has(place) ? `${place}/${node.logicalId}` : place;
    const { cell, resources, unknowns } = foreignCell(this.estate, node, id, this.components);
    for (const unknown of unknowns) this.unknowns.add(unknown);
    const index = this.cell(cell);
    for (const resource of resources) if (!this.inside.has(resource.id)) this.inside.set(resource.id, index);
    const isBalancer = /LoadBalancing|^aws_(lb|alb|elb)$/.test(node.type);
    // A load balancer is seen to fail with its targets; anything else only with its own service.
    const watched = isBalancer
      ? cell.front.filter((need) => !UNSEEN.test(need) && !/\/(dynamodb|rds|s3)$/.test(need))
      : cell.front.filter((need) => !need.includes('/') || need.endsWith('/apigateway'));
    return { cells: [index], needs: [], watched };
  }

  /** Google's regions behind one address, which its load balancer shares out. */
  private balanced(address: EstateNode): Leaf | undefined {
    const balancer = loadBalancersOf(this.estate).find(
      (one) => one.address instanceof Reference && one.address.nodeId === address.id,
    );
    if (balancer === undefined) return undefined;
    const backends = [...balancer.hosts.map(({ backend }) => backend), balancer.otherHosts];
    const services = cloudRunServicesOf(this.estate);
    const regions = backends.flatMap((backend) => {
      if (backend instanceof Unknown || backend.endpoints instanceof Unknown) return [];
      return backend.endpoints.flatMap((endpoint) => {
        if (endpoint instanceof Unknown || typeof endpoint.region !== 'string') return [];
        const service = services.find(({ node }) => node.id === endpoint.serviceId);
        return [{ region: endpoint.region, node: service?.node ?? endpoint.node }];
      });
    });
    const cells = [...new Map(regions.map((one) => [one.region, one])).values()].map(({ region, node }) => {
      const id = `google:${region}`;
      const { intent } = node.stack;
      if (intent !== undefined) return this.ours(id, intent);
      return this.byCell.get(id) ?? this.cell(foreignCell(this.estate, node, id, this.components).cell);
    });
    if (cells.length === 0) this.unknowns.add(`${address.id}: no region behind its load balancer is known`);
    const needs = [
      this.components.cloud('google'),
      this.components.part('google', 'load-balancer'),
      this.components.part('google', 'certificate', 'certificate'),
    ];
    return { cells, needs, watched: [] };
  }

  private cell(cell: Cell): number {
    this.byCell.set(cell.id, this.cells.length);
    return this.cells.push(cell) - 1;
  }

  /** @returns undefined for a check that others make up */
  public observe(
    check: HealthCheck,
    byHost: ReadonlyMap<string, Leaf>,
    records: readonly ResourceRecordSet[],
  ): Observation | undefined {
    switch (check.kind) {
      case 'calculated':
      case 'disabled':
        return undefined;
      case 'routing-control':
        this.unknowns.add(`${check.id}: its routing control is taken to be on`);
        return { kind: 'constant', healthy: !check.inverted };
      case 'metric': {
        const watched = this.alarmed(check.alarm);
        if (watched === undefined)
          this.unknowns.add(`${check.id}: what its metric measures is not known; its data are taken to be good`);
        const watcher = this.components.part(this.components.region('aws', check.region), 'cloudwatch');
        return { kind: 'metric', watcher, ...(watched === undefined ? {} : { cell: watched }) };
      }
      case 'endpoint':
        return this.observeEndpoint(check, byHost, records);
    }
  }

  private observeEndpoint(
    check: EndpointCheck,
    byHost: ReadonlyMap<string, Leaf>,
    records: readonly ResourceRecordSet[],
  ): Observation {
    const switched = /^\/switch\/([a-z0-9-]+)$/.exec(check.path)?.[1];
    const ownCell = this.cellByName(check.host);
    const leaf = ownCell ?? this.leafBehind(check, byHost, records);
    const checkers = [this.components.named('checkers', 'network')];
    if (leaf === undefined) {
      this.unknowns.add(`${check.id}: what it probes (${check.host}${check.path}) is not known; it is taken to pass`);
      return { kind: 'constant', healthy: !check.inverted };
    }
    const [index] = leaf.cells;
    const cell = this.cells[index];
    checkers.push(this.components.between('checkers', cell.id));
    const needs = [...leaf.needs, ...cell.front.filter((need) => !UNSEEN.test(need)), ...checkers];
    if (switched !== undefined && check.inverted) {
      const switchOf = switched === 'google' ? ['google'] : [`aws:${switched}`];
      return { kind: 'path', needs, cell: index, switchOf };
    }
    const verdict = this.fleet && VERDICTS[check.path];
    if (verdict === undefined && !this.fleet) {
      this.unknowns.add(
        `${check.id}: how deep ${check.host === check.resource ? 'its endpoint' : check.host}${check.path} looks is not known; ` +
          'it is taken to notice the loss of what runs there, and of nothing that it calls',
      );
    }
    const shallow = this.fleet ? needs : needs.filter((need) => !DATA.test(need));
    return { kind: 'path', needs: shallow, cell: index, ...(verdict === undefined ? {} : { verdict }) };
  }

  /** Our own names for a cell, as they are probed. */
  private cellByName(host: string): Leaf | undefined {
    if (this.fleet === undefined) return undefined;
    const match = new RegExp(`^([a-z0-9-]+)\\.(aws|google)\\.${this.fleet.domain.replaceAll('.', '\\.')}$`).exec(host);
    const index = match === null ? undefined : this.byCell.get(`${match[2]}:${match[1]}`);
    if (index === undefined) return undefined;
    const needs = match?.[2] === 'google' ? ['google', this.components.part('google', 'load-balancer')] : [];
    return { cells: [index], needs, watched: [] };
  }

  private leafBehind(
    check: EndpointCheck,
    byHost: ReadonlyMap<string, Leaf>,
    records: readonly ResourceRecordSet[],
  ): Leaf | undefined {
    if (check.resource !== undefined) {
      const inside = this.inside.get(check.resource);
      return (
        this.byResource.get(check.resource) ??
        (inside === undefined ? undefined : { cells: [inside], needs: [], watched: [] })
      );
    }
    const direct =
      byHost.get(check.host) ??
      this.byResource.get(check.host) ??
      (check.address === undefined ? undefined : this.byResource.get(check.address));
    const alternatives = records.filter(({ name }) => name === check.host);
    if (alternatives.length > 1) {
      this.unknowns.add(
        `${check.id}: it probes ${check.host}, a name that itself fails over; it is taken to watch its first record`,
      );
    }
    if (direct !== undefined) return direct;
    const alias = alternatives.find(({ target }) => target.kind === 'alias-record');
    return alias?.target.kind === 'alias-record' ? byHost.get(alias.target.name) : undefined;
  }

  /** The cell that an alarm's metric is about. */
  private alarmed(alarm: string): number | undefined {
    const node = this.estate.nodes.get(alarm);
    if (node === undefined) return undefined;
    if (node.stack.intent?.part.kind === 'cell') return this.byCell.get(node.stack.intent.part.cell);
    return undefined;
  }
}

const LIKE_ANY = { name: 'service', tier: 1, needs: [], hangSeconds: 0, deterministic: true } as const;

const ADDRESSED: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);
const ADDRESS = /^google_compute_(global_)?address$/;

/** A probe sees neither: nothing is validated, and what answers it is a function of its own. */
const UNSEEN = /\/(certificate|release)$/;

/** What a shallow health path does not touch. */
const DATA =
  /\/(dynamodb|rds|s3|sqs|sns|secretsmanager|elasticache|efs|kinesis|pubsub|firestore|storage|cloud-sql|cognito)$/;

const VERDICTS: Readonly<Record<string, 'serving' | 'preferred'>> = {
  [PATHS.serving]: 'serving',
  [PATHS.preferred]: 'preferred',
};
