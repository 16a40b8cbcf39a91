import type { Estate, EstateNode } from '../estate';
import { Reference, type Unknown } from '../value';
import { nodesOfType, refersTo } from './nodes';
import { Reader } from './reader';
import { type RestRoute, routesOf } from './rest-routes';

export interface RestApi {
  readonly node: EstateNode;
  readonly routes: readonly RestRoute[];
  /** Set where routes are declared by other means than resources and methods (an OpenAPI body), which are not read. */
  readonly unreadRoutes?: Unknown;
  /** The custom domains mapped to this API. */
  readonly domains: readonly RestApiDomain[];
  /** Whether `execute-api` is switched off; false by default. */
  readonly defaultEndpointDisabled: boolean | Unknown;
}

export interface RestApiDomain {
  /** The AWS::ApiGateway::DomainName. */
  readonly node: EstateNode;
  readonly hostName: string | Unknown;
  /** The first path segment that leads to this API; empty for the root. */
  readonly basePath: string | Unknown;
}

export function restApisOf(estate: Estate): RestApi[] {
  return nodesOfType(estate, 'AWS::ApiGateway::RestApi').map((node) => {
    const properties = Reader.of(node);
    const body = ['Body', 'BodyS3Location'].find((key) => properties.value(key) !== undefined);
    return {
      node,
      routes: routesOf(estate, node),
      ...(body === undefined ? {} : { unreadRoutes: properties.unknown(body, 'the OpenAPI document is not read') }),
      domains: domainsOf(estate, node),
      defaultEndpointDisabled: properties.flag('DisableExecuteApiEndpoint') ?? false,
    };
  });
}

function domainsOf(estate: Estate, api: EstateNode): RestApiDomain[] {
  const domains = nodesOfType(estate, 'AWS::ApiGateway::DomainName');
  return nodesOfType(estate, 'AWS::ApiGateway::BasePathMapping').flatMap((mapping) => {
    const properties = Reader.of(mapping);
    if (!refersTo(properties.value('RestApiId'), api)) return [];
    const name = properties.value('DomainName');
    const domain = domains.find((node) =>
      name instanceof Reference
        ? node.id === name.nodeId
        : node.stack === mapping.stack && Reader.of(node).text('DomainName') === name,
    );
    if (domain === undefined) return [];
    return [
      {
        node: domain,
        hostName: hostNameOf(domain),
        basePath: properties.text('BasePath') ?? '',
      },
    ];
  });
}

function hostNameOf(domain: EstateNode): string | Unknown {
  const properties = Reader.of(domain);
  const name = properties.text('DomainName') ?? properties.unknown('DomainName', 'not given');
  return typeof name === 'string' ? name.toLowerCase() : name;
}
