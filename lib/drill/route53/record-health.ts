import type { Known } from './answer';
import type { ResourceRecordSet, Zone } from './model';
import { recordsAt } from './records-at';

/**
 * Which records are healthy, at one moment.
 *
 * - A record is healthy while its check is, and while its target is where it evaluates that: both, where it has both.
 *   With neither it is always healthy.
 * - A target in the zone is healthy while at least one of its records is.
 * - An AWS resource is what the caller says of it (`resourceHealth`), and healthy where nobody says anything: what is
 *   assumed of a load balancer is reported by the model of the zone.
 *
 * @see R53/dns-failover-complex-configs, R53/resource-record-sets-values-alias-common
 */
export class RecordHealth {
  private readonly judged = new Map<string, boolean>();

  public constructor(
    private readonly zone: Zone,
    private readonly known: Known,
  ) {}

  public of(record: ResourceRecordSet): boolean {
    const judged = this.judged.get(record.id);
    if (judged !== undefined) return judged;
    // Stands while the record is judged: one that depends on itself has nothing to be healthy by.
    this.judged.set(record.id, false);
    const healthy = this.checkPasses(record) && this.targetPasses(record);
    this.judged.set(record.id, healthy);
    return healthy;
  }

  private checkPasses({ healthCheckId }: ResourceRecordSet): boolean {
    return healthCheckId === undefined || this.known.isHealthy(healthCheckId);
  }

  private targetPasses({ target, type }: ResourceRecordSet): boolean {
    if (!('evaluateTargetHealth' in target) || !target.evaluateTargetHealth) return true;
    if (target.kind === 'alias-resource') return this.known.isResourceHealthy?.(target.resource) ?? true;
    return recordsAt(this.zone, target.name, type).some((record) => this.of(record));
  }
}
