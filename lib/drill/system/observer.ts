import { PATHS } from '../../contract/http';
import type { FleetMetadata } from '../../contract/metadata';
import type { Estate } from '../../estate/estate';
import type { EndpointCheck, HealthCheck, ResourceRecordSet } from '../route53/model';
import { type Leaves, UNSEEN } from './leaves';
import type { Leaf, Observation } from './system';

/** What each health check looks at, among what answers behind the records. */
export class Observer {
  public constructor(
    private readonly estate: Estate,
    private readonly leaves: Leaves,
    private readonly fleet: FleetMetadata | undefined,
  ) {}

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
        this.leaves.unknowns.add(`${check.id}: its routing control is taken to be on`);
        return { kind: 'constant', healthy: !check.inverted };
      case 'metric': {
        const watched = this.alarmed(check.alarm);
        if (watched === undefined)
          this.leaves.unknowns.add(`${check.id}: what its metric measures is not known; its data are taken to be good`);
        const watcher = this.leaves.components.part(this.leaves.components.region('aws', check.region), 'cloudwatch');
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
    const checkers = [this.leaves.components.named('checkers', 'network')];
    if (leaf === undefined) {
      this.leaves.unknowns.add(
        `${check.id}: what it probes (${check.host}${check.path}) is not known; it is taken to pass`,
      );
      return { kind: 'constant', healthy: !check.inverted };
    }
    const [index] = leaf.cells;
    const cell = this.leaves.cells[index];
    checkers.push(this.leaves.components.between('checkers', cell.id));
    const needs = [...leaf.needs, ...cell.front.filter((need) => !UNSEEN.test(need)), ...checkers];
    if (switched !== undefined && check.inverted) {
      const switchOf = switched === 'google' ? ['google'] : [`aws:${switched}`];
      return { kind: 'path', needs, cell: index, switchOf };
    }
    const verdict = this.fleet && VERDICTS[check.path];
    if (verdict === undefined && !this.fleet) {
      this.leaves.unknowns.add(
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
    const index = match === null ? undefined : this.leaves.ofCell(`${match[2]}:${match[1]}`);
    if (index === undefined) return undefined;
    const needs = match?.[2] === 'google' ? ['google', this.leaves.components.part('google', 'load-balancer')] : [];
    return { cells: [index], needs, watched: [] };
  }

  private leafBehind(
    check: EndpointCheck,
    byHost: ReadonlyMap<string, Leaf>,
    records: readonly ResourceRecordSet[],
  ): Leaf | undefined {
    if (check.resource !== undefined) {
      return this.leaves.ofResource(check.resource);
    }
    const direct =
      byHost.get(check.host) ??
      this.leaves.ofResource(check.host) ??
      (check.address === undefined ? undefined : this.leaves.ofResource(check.address));
    const alternatives = records.filter(({ name }) => name === check.host);
    if (alternatives.length > 1) {
      this.leaves.unknowns.add(
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
    if (node.stack.intent?.part.kind === 'cell') return this.leaves.ofCell(node.stack.intent.part.cell);
    return undefined;
  }
}

/** What a shallow health path does not touch. */
const DATA =
  /\/(dynamodb|rds|s3|sqs|sns|secretsmanager|elasticache|efs|kinesis|pubsub|firestore|storage|cloud-sql|cognito)$/;

const VERDICTS: Readonly<Record<string, 'serving' | 'preferred'>> = {
  [PATHS.serving]: 'serving',
  [PATHS.preferred]: 'preferred',
};
