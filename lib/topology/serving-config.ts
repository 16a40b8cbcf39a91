import type { ServingConfig } from '../contract/serving-config';
import type { Topology } from './topology';

/** What every cell of the fleet serves, the same bytes in each: nothing of what is only reckoned with, whose change changes no gateway. */
export function servingConfigOf({ service, ladder, routes, telemetry, jobs }: Topology): ServingConfig {
  const served = routes.map(({ demandPercent, ...route }) => route);
  return { version: 1, service, ladder, routes: served, ...(telemetry && { telemetry }), ...(jobs && { jobs }) };
}
