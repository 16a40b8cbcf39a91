import { PROBE_HEADER } from '../../contract/http';
import { PROBE_ROUTE, type Route } from '../../contract/route';
import type { GatewayRequest } from '../exchange';
import type { Step } from '../ladder/steps';

/** The names of the rungs that alone may answer. */
export type Pin = readonly string[];

/** Undefined for everybody but the prober. */
export function pinOf(request: GatewayRequest): Pin | undefined {
  return request
    .header(PROBE_HEADER)
    ?.split(',')
    .map((name) => name.trim());
}

/**
 * The rungs of a pin. They are asked whatever their breaker says, and turn no breaker: a prober wants to know how a model
 * is, and a breaker what callers find.
 */
export function pinned(steps: readonly Step[], pin: Pin): readonly Step[] {
  return steps.filter(({ rung }) => pin.includes(rung.name)).map((step) => ({ ...step, gate: undefined }));
}

/** What may be named as `model`. */
export function routesFor(pin: Pin | undefined, routes: readonly Route[]): readonly Route[] {
  return pin === undefined ? routes : [...routes, PROBE_ROUTE];
}
