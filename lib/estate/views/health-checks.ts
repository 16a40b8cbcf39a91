import type { Estate, EstateNode } from '../estate';
import type { Reference, Unknown } from '../value';
import { cloudFormationHealthChecks } from './cloudformation-health-checks';
import { once } from './once';
import { terraformHealthChecks } from './terraform-health-checks';

/** A Route 53 health check as declared, with Route 53's defaults filled in. */
export interface DnsHealthCheck {
  readonly node: EstateNode;
  /** `HTTPS`, `HTTPS_STR_MATCH`, `CALCULATED`, … */
  readonly type: string | Unknown;
  readonly host?: string | Unknown;
  readonly address?: string | Unknown;
  /** 443 for the HTTPS types and 80 for the HTTP types by default. */
  readonly port: number | Unknown;
  /** `/` by default. */
  readonly path: string | Unknown;
  readonly searchString?: string | Unknown;
  /** 30 by default. */
  readonly intervalSeconds: number | Unknown;
  /** 3 by default. */
  readonly failureThreshold: number | Unknown;
  readonly inverted: boolean | Unknown;
  /** A disabled check is not probed, and counts as healthy. */
  readonly disabled: boolean | Unknown;
  /** Empty for Route 53's default set. */
  readonly regions: readonly (string | Unknown)[] | Unknown;
  /** Of a CALCULATED check: nodes, or ids of checks that the estate does not make. */
  readonly children: readonly (Reference | string | Unknown)[] | Unknown;
  /** Of a CALCULATED check. */
  readonly healthThreshold?: number | Unknown;
  /** Of a CLOUDWATCH_METRIC check: the alarm whose metric it watches, by its name or its node. */
  readonly alarm?: Reference | string | Unknown;
  /** Of a CLOUDWATCH_METRIC check: the Region of that alarm. */
  readonly alarmRegion?: string | Unknown;
  /** Of a CLOUDWATCH_METRIC check: `Healthy`, `Unhealthy` or `LastKnownStatus`, Route 53's default. */
  readonly insufficientData?: string | Unknown;
  /** Of a RECOVERY_CONTROL check: the ARC routing control that it follows. */
  readonly routingControl?: Reference | string | Unknown;
}

export const healthChecksOf = once((estate: Estate): readonly DnsHealthCheck[] => [
  ...cloudFormationHealthChecks(estate),
  ...terraformHealthChecks(estate),
]);
