import type { ServingConfig } from '../contract/serving-config';
import type { Topology } from './topology';

/** What every cell of the fleet serves, the same bytes in each. */
export function servingConfigOf({ service, ladder, routes, telemetry, jobs }: Topology): ServingConfig {
  return { version: 1, service, ladder, routes, ...(telemetry && { telemetry }), ...(jobs && { jobs }) };
}
