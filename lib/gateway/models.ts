import { BODY_MEMBER, PATHS } from '../contract/http';
import { ABILITIES } from '../contract/ladder';
import type { Route } from '../contract/route';
import { jsonResponse } from './exchange';
import type { Gateway } from './gateway';
import { failed, type Handled, type Incoming } from './handled';
import { candidates } from './ladder/eligible';
import { headersOf } from './served-by';

/** `GET /v1/models`. Routes are what a caller may name as `model`. */
export async function models(gateway: Gateway): Promise<Handled> {
  const { config, cell, steps } = gateway;
  const rungs = steps.map(({ rung, provider }) => ({
    name: rung.name,
    tier: rung.tier,
    model: provider.model,
    abilities: rung.abilities ?? [],
  }));
  const data = config.routes.map((route) => modelOf(gateway, route));
  const body = { object: 'list', data, [BODY_MEMBER]: { cell, rungs } };
  return { response: jsonResponse(body, 200, headersOf({ cell })), note: {} };
}

/** `GET /v1/models/{route}`. */
export async function model(gateway: Gateway, { request }: Incoming): Promise<Handled> {
  const name = decoded(request.path.slice(`${PATHS.models}/`.length));
  const route = gateway.config.routes.find((each) => each.name === name);
  if (route === undefined) return unknownRoute(gateway, name);
  return { response: jsonResponse(modelOf(gateway, route), 200, headersOf({ cell: gateway.cell })), note: {} };
}

/** In characters: no route has a longer name. */
const LONGEST_TOLD = 100;

export function unknownRoute({ cell, config }: Gateway, name: string): Handled {
  const routes = config.routes.map((route) => route.name);
  const message = `there is no route \`${name.slice(0, LONGEST_TOLD)}\`; \`model\` names one of ${routes.join(', ')}`;
  return failed('model_not_found', message, { cell }, { param: 'model', more: { routes } });
}

/** A route says which of the cell's rungs may answer it, best first. */
function modelOf({ config, steps }: Gateway, route: Route) {
  const { floor } = route;
  const rungs = candidates(steps, route)
    .filter(({ barred }) => barred === undefined)
    .map(({ step: { rung } }) => rung);
  // What some rung of it can; whether all can, its rungs say.
  const abilities = ABILITIES.filter((ability) => rungs.some((rung) => rung.abilities?.includes(ability)));
  return {
    id: route.name,
    object: 'model',
    created: 0,
    owned_by: config.service,
    [BODY_MEMBER]: { floor, rungs: rungs.map(({ name }) => name), abilities },
  };
}

/** What is no percent-encoding stands for itself: no route is named so. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
