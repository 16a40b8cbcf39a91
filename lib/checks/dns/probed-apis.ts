import type { Estate, EstateNode } from '../../estate/estate';
import { healthChecksOf } from '../../estate/views/health-checks';
import { once } from '../../estate/views/once';
import { type RestApi, restApisOf } from '../../estate/views/rest-apis';
import type { RestRoute } from '../../estate/views/rest-routes';

export interface ProbedRoute {
  readonly api: RestApi;
  readonly route: RestRoute;
  /** The health check that asks for it. */
  readonly check: EstateNode;
}

/** The routes of REST APIs that health checks ask for, by the APIs' custom domains. */
export const probedRoutes = once((estate: Estate): readonly ProbedRoute[] =>
  restApisOf(estate).flatMap((api) =>
    healthChecksOf(estate).flatMap((check) => {
      const { host, path } = check;
      const asks = api.domains.some(({ hostName }) => typeof host === 'string' && hostName === host.toLowerCase());
      if (!asks || typeof path !== 'string') return [];
      const route = api.routes
        .filter((one) => typeof one.path === 'string' && matches(one.path, path.split('?')[0] ?? ''))
        .sort((a, b) => String(b.path).replace(/\{.*/, '').length - String(a.path).replace(/\{.*/, '').length)[0];
      return route === undefined ? [] : [{ api, route, check: check.node }];
    }),
  ),
);

/** `/health/{proxy+}` takes all that is deeper, `{name}` one segment. */
function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  for (const [index, segment] of wanted.entries()) {
    if (/^\{.*\+\}$/.test(segment)) return given.length > index;
    if (given[index] === undefined || (segment !== given[index] && !/^\{.*\}$/.test(segment))) return false;
  }
  return wanted.length === given.length;
}
