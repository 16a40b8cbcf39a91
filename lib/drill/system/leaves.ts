import type { FleetMetadata } from '../../contract/metadata';
import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { cloudRunServicesOf } from '../../estate/views/cloud-run-services';
import { failoverOrigins, isDistribution } from '../../estate/views/distributions';
import { loadBalancersOf } from '../../estate/views/load-balancers';
import type { ResourceRecordSet } from '../route53/model';
import { Components } from './components';
import { foreignCell, placeOf } from './foreign-cells';
import type { Cell, Leaf } from './system';
import { understudyCell } from './understudy-cells';

/** What answers behind each record: cells of ours, and what others' templates and names lead to. */
export class Leaves {
  public readonly components = new Components();
  public readonly cells: Cell[] = [];
  public readonly byRecord = new Map<string, Leaf>();
  public readonly unknowns = new Set<string>();
  private readonly byCell = new Map<string, number>();
  private readonly byResource = new Map<string, Leaf>();
  /** The nodes behind each cell that is not ours. */
  private readonly inside = new Map<string, number>();

  public constructor(private readonly estate: Estate) {}

  public add({ id, name, target, type }: ResourceRecordSet): void {
    // Names that begin so prove who owns a domain; no client calls them.
    if (target.kind === 'alias-record' || !ADDRESSED.has(type) || /(^|\.)_/.test(name)) return;
    const key = 'resource' in target ? target.resource : target.kind === 'name' ? target.name : target.values.join(',');
    const leaf = this.byResource.get(key) ?? this.leafOf(key);
    this.byResource.set(key, leaf);
    this.byRecord.set(id, leaf);
  }

  private leafOf(key: string): Leaf {
    const node = this.estate.nodes.get(key);
    if (node === undefined) return this.outside(key);
    if (ADDRESS.test(node.type)) return this.balanced(node) ?? this.foreign(node);
    if (isDistribution(node)) return this.distributed(node) ?? this.foreign(node);
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
    return { cells: [this.outsideCell(key)], needs: [], watched: [key] };
  }

  private outsideCell(key: string): number {
    this.unknowns.add(`${key}: nothing is known of what answers there`);
    const id = this.components.named(key, 'provider');
    return this.byCell.get(key) ?? this.cell({ id: key, front: [id], zones: [], rungs: [LIKE_ANY] });
  }

  private ours(id: string, fleet: FleetMetadata): number {
    return this.byCell.get(id) ?? this.cell(understudyCell(this.estate, id, fleet, this.components));
  }

  private foreignIn(node: EstateNode): number {
    const place = placeOf(node);
    const id = this.byCell.has(place) ? `${place}/${node.logicalId}` : place;
    const { cell, resources, unknowns } = foreignCell(this.estate, node, id, this.components);
    for (const unknown of unknowns) this.unknowns.add(unknown);
    const index = this.cell(cell);
    for (const resource of resources) if (!this.inside.has(resource.id)) this.inside.set(resource.id, index);
    return index;
  }

  private foreign(node: EstateNode): Leaf {
    const index = this.foreignIn(node);
    const { front } = this.cells[index];
    const isBalancer = /LoadBalancing|^aws_(lb|alb|elb)$/.test(node.type);
    // A load balancer is seen to fail with its targets; anything else only with its own service.
    const watched = isBalancer
      ? front.filter((need) => !UNSEEN.test(need) && !/\/(dynamodb|rds|s3)$/.test(need))
      : front.filter((need) => !need.includes('/') || need.endsWith('/apigateway'));
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

  /** The origins of a distribution that are asked one after the other, each a place of its own. */
  private distributed(distribution: EstateNode): Leaf | undefined {
    const origins = failoverOrigins(distribution);
    if (origins.length < 2) return undefined;
    this.unknowns.add(`${distribution.id}: only the origins of what it does by default are played`);
    const cells = origins.map((origin) => {
      const node = origin instanceof Reference ? this.estate.nodes.get(origin.nodeId) : undefined;
      if (node !== undefined) return this.foreignIn(node);
      const host = typeof origin === 'string' ? origin : `${distribution.id}/origin`;
      return this.bucketAt(host) ?? this.outsideCell(host);
    });
    return { cells, needs: [this.components.cloud('aws'), this.components.part('aws', 'cloudfront')], watched: [] };
  }

  /** A bucket that is known by its host name alone. */
  private bucketAt(host: string): number | undefined {
    const region = /\.s3[.-]([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1];
    if (region === undefined) return undefined;
    const place = this.components.region('aws', region);
    const front = [this.components.cloud('aws'), place, this.components.part(place, 's3')];
    return this.byCell.get(host) ?? this.cell({ id: host, front, zones: [], rungs: [LIKE_ANY] });
  }

  private cell(cell: Cell): number {
    this.byCell.set(cell.id, this.cells.length);
    return this.cells.push(cell) - 1;
  }

  /** The index of a cell that is known by its id. */
  public ofCell(id: string): number | undefined {
    return this.byCell.get(id);
  }

  /** What a resource leads to, or is a part of; an address or a name of others by itself. */
  public ofResource(id: string): Leaf | undefined {
    const inside = this.inside.get(id);
    return this.byResource.get(id) ?? (inside === undefined ? undefined : { cells: [inside], needs: [], watched: [] });
  }
}

const LIKE_ANY = { name: 'service', tier: 1, needs: [], hangSeconds: 0, deterministic: true } as const;

const ADDRESSED: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);
const ADDRESS = /^google_compute_(global_)?address$/;

/** No probe sees them: nothing is validated, and what answers it is a function of its own. */
export const UNSEEN = /\/(certificate|release)$/;
