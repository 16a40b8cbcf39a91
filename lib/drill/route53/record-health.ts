import type { ResourceRecordSet, Zone } from './model';
import { recordsAt } from './records-at';

/**
 * Which records are healthy, at one moment.
 *
 * - A record is healthy while its check is, and while its target is where it evaluates that: both, where it has both.
 *   With neither it is always healthy.
 * - A target in the zone is healthy while at least one of its records is.
 * - An AWS resource is taken as healthy. For an API Gateway that is what Route 53 does unless the service itself is
 *   gone from the Region; for a load balancer it is an assumption, which the model of the zone reports.
 *
 * @see R53/dns-failover-complex-configs, R53/resource-record-sets-values-alias-common
 */
export class RecordHealth {
  private readonly known = new Map<string, boolean>();

  public constructor(
    private readonly zone: Zone,
    private readonly isHealthy: (checkId: string) => boolean,
  ) {}

  public of(record: ResourceRecordSet): boolean {
    const known = this.known.get(record.id);
    if (known !== undefined) return known;
    // Stands while the record is judged: one that depends on itself has nothing to be healthy by.
    this.known.set(record.id, false);
    const healthy = this.checkPasses(record) && this.targetPasses(record);
    this.known.set(record.id, healthy);
    return healthy;
  }

  private checkPasses({ healthCheckId }: ResourceRecordSet): boolean {
    return healthCheckId === undefined || this.isHealthy(healthCheckId);
  }

  private targetPasses({ target, type }: ResourceRecordSet): boolean {
    if (target.kind !== 'alias-record' || !target.evaluateTargetHealth) return true;
    return recordsAt(this.zone, target.name, type).some((record) => this.of(record));
  }
}
