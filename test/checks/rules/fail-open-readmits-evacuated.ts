import { aliasOf, calculated, check, failover, pair, record, weight } from '../blocks';
import { type Example, only } from '../example';

/** Two servers, each taken out by a switch that lies elsewhere and by these opinions of it. */
const tree = (Name: string, opinions: readonly string[]) =>
  pair(
    { Name, ...weight('a', 1) },
    { Name, ...weight('b', 1) },
    Object.fromEntries(
      ['One', 'Two'].flatMap(
        (server) =>
          [
            [`Switch${server}`, check('elsewhere.example.com', { ...SWITCH, ResourcePath: `/switch/${server}` })],
            [`Serving${server}`, check(`${server.toLowerCase()}.example.com`)],
            [`Preferred${server}`, check(`${server.toLowerCase()}.example.com`, { ResourcePath: '/preferred' })],
            [`Check${server}`, calculated([`Switch${server}`, ...opinions.map((opinion) => opinion + server)])],
          ] as [string, unknown][],
      ),
    ),
  );

const SWITCH = { Type: 'HTTPS_STR_MATCH', SearchString: 'evacuate', Inverted: true };

/** The records of the second tree name the checks of their own. */
const renamed = (resource: unknown) =>
  JSON.parse(JSON.stringify(resource).replace(/"HealthCheckId":\{"Ref":"Check/g, '"HealthCheckId":{"Ref":"AnyCheck'));

export const example: Example = {
  compliant: only({
    ...tree('best.example.com', ['Serving', 'Preferred']),
    ...Object.fromEntries(
      Object.entries(tree('any.example.com', ['Serving'])).map(([id, resource]) => [
        id.startsWith('Check') || /^(One|Two)$/.test(id) ? `Any${id}` : id,
        renamed(resource),
      ]),
    ),
    Served: record('ai.example.com', { ...aliasOf('best.example.com'), ...failover('PRIMARY') }),
    Fallback: record('ai.example.com', { ...aliasOf('any.example.com'), ...failover('SECONDARY') }),
  }),
  broken: only(tree('ai.example.com', ['Serving', 'Preferred'])),
};
