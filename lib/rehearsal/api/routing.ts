/** One method of a REST API: what is asked of whom. */
export interface ApiRoute {
  /** `GET`, or `ANY`. */
  readonly method: string;
  /** `/v1/{proxy+}` */
  readonly path: string;
  readonly functionId: string;
  readonly streaming: boolean;
  readonly timeoutMilliseconds: number;
  readonly throttle?: { readonly requestsPerSecond: number; readonly burst: number };
}

export interface Match {
  readonly route: ApiRoute;
  /** The values of the path's variables; `{proxy+}` under `proxy`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The route that API Gateway picks: at each segment a literal before a `{variable}` before a greedy `{proxy+}`, and
 * of the resource so found the exact method before ANY. It does not go back to a wider resource for the method.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 */
export function matchRoute(routes: readonly ApiRoute[], method: string, path: string): Match | undefined {
  const asked = segments(path);
  const candidates = [...new Set(routes.map((route) => route.path))]
    .map((resource) => ({ resource, parameters: matchResource(segments(resource), asked) }))
    .filter((candidate) => candidate.parameters !== undefined)
    .sort((a, b) => compareSpecificity(segments(a.resource), segments(b.resource)));
  const best = candidates[0];
  if (best === undefined) return undefined;
  const methods = routes.filter((route) => route.path === best.resource);
  const route = methods.find((one) => one.method === method) ?? methods.find((one) => one.method === 'ANY');
  return route && { route, parameters: best.parameters ?? {} };
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchResource(resource: readonly string[], asked: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of resource.entries()) {
    if (asked[index] === undefined) return undefined;
    const variable = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    if (variable?.[2] === '+') {
      parameters[variable[1]] = asked.slice(index).join('/');
      return parameters;
    }
    if (variable) parameters[variable[1]] = asked[index];
    else if (segment !== asked[index]) return undefined;
  }
  return resource.length === asked.length ? parameters : undefined;
}

function compareSpecificity(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = width(a[index]) - width(b[index]);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

/** 0 a literal, 1 a variable, 2 a greedy one. */
function width(segment: string): number {
  if (!segment.startsWith('{')) return 0;
  return segment.endsWith('+}') ? 2 : 1;
}
