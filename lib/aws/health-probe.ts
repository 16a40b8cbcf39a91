import type { Duration } from 'aws-cdk-lib/core';

/**
 * What Route 53's checkers ask of one cell, over HTTPS with SNI; they do not validate certificates.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export interface HealthProbe {
  /** A 2xx or 3xx within 2 s is healthy. */
  readonly path: string;
  /**
   * A name that leads to this cell alone, never the served name, which follows the verdict.
   * @default - the cell's own name, `<region>.aws.<domain>`
   */
  readonly host?: string;
  /** @default 443 */
  readonly port?: number;
  /**
   * From one response to the next request, by each of 16 checkers: 10 or 30 seconds. It cannot be changed later.
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;
  /**
   * Rounds in a row that turn one checker's opinion, either way: 1 to 10.
   * @default 3
   */
  readonly failureThreshold?: number;
}
