import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { functionBehind, functionByName, mentionsOf } from './function-behind';
import { nodesOfType, refersTo } from './nodes';
import { Reader } from './reader';
import { type Throttle, throttlesOf } from './throttles';

/** A method of a resource, and what answers it. */
export interface RestRoute {
  /** `GET`, or `ANY` for every method. */
  readonly method: string | Unknown;
  /** `/v1/{proxy+}`; `/` for the root. */
  readonly path: string | Unknown;
  /** The node id of the function that answers, through any alias or version. */
  readonly functionId: string | Unknown;
  /** What its URI names: that function, or an alias or a version of it; undefined where it names them by text. */
  readonly calledId?: string;
  /** True where the integration streams its response; buffered by default. */
  readonly streaming: boolean | Unknown;
  /** 29,000 by default. */
  readonly timeoutMilliseconds: number | Unknown;
  /** The limits of the stage that apply to this route; undefined where only the account's do. */
  readonly throttle?: Throttle;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const DEFAULT_TIMEOUT_MILLISECONDS = 29_000;

export function routesOf(estate: Estate, api: EstateNode): RestRoute[] {
  const throttleOf = throttlesOf(estate, api);
  return nodesOfType(estate, 'AWS::ApiGateway::Method')
    .filter((method) => refersTo(Reader.of(method).value('RestApiId'), api))
    .map((node) => {
      const properties = Reader.of(node);
      const method = properties.text('HttpMethod') ?? properties.unknown('HttpMethod', 'not given');
      const path = pathOf(estate, api, properties);
      const throttle = throttleOf(method, path);
      return {
        method,
        path,
        ...integrationOf(estate, node, properties),
        ...(throttle === undefined ? {} : { throttle }),
      };
    });
}

function integrationOf(
  estate: Estate,
  node: EstateNode,
  method: Reader,
): Pick<RestRoute, 'functionId' | 'calledId' | 'streaming' | 'timeoutMilliseconds'> {
  const integration = method.section('Integration');
  if (integration === undefined || integration instanceof Unknown) {
    const unknown = integration ?? method.unknown('Integration', 'not given');
    return { functionId: unknown, streaming: unknown, timeoutMilliseconds: unknown };
  }
  const mode = integration.text('ResponseTransferMode') ?? 'BUFFERED';
  const [calledId] = mentionsOf(integration.value('Uri')).filter((id) => functionBehind(estate, id) !== undefined);
  return {
    ...(calledId === undefined ? {} : { calledId }),
    functionId: functionOf(estate, node, integration),
    streaming: mode instanceof Unknown ? mode : mode === 'STREAM',
    timeoutMilliseconds: integration.number('TimeoutInMillis') ?? DEFAULT_TIMEOUT_MILLISECONDS,
  };
}

/** The URI is `arn:…:lambda:path/<date>/functions/<the function's ARN>/invocations`, joined around a reference. */
function functionOf(estate: Estate, node: EstateNode, integration: Reader): string | Unknown {
  const type = integration.text('Type');
  if (type instanceof Unknown) return type;
  if (type !== 'AWS_PROXY' && type !== 'AWS') {
    return integration.unknown('Type', `an integration of type ${type ?? '(none)'} calls no function`);
  }
  const uri = integration.value('Uri');
  if (typeof uri === 'string') {
    const arn = /\/functions\/(arn:[^/]+)\//.exec(uri)?.[1];
    const found = arn === undefined ? undefined : functionByName(estate, node.stack, arn);
    return found ?? integration.unknown('Uri', 'names no function of the estate');
  }
  const functions = mentionsOf(uri).flatMap((id) => functionBehind(estate, id) ?? []);
  const [found] = functions;
  if (found !== undefined && new Set(functions).size === 1) return found;
  return uri instanceof Unknown ? uri : integration.unknown('Uri', 'names no function of the estate');
}

function pathOf(estate: Estate, api: EstateNode, method: Reader): string | Unknown {
  const segments: string[] = [];
  const seen = new Set<string>();
  let reader = method;
  let key = 'ResourceId';
  for (;;) {
    const parent = reader.value(key);
    if (!(parent instanceof Reference)) return reader.unknown(key, 'does not lead to the root of the API');
    if (parent.nodeId === api.id && parent.attribute === 'RootResourceId') return `/${segments.join('/')}`;
    const resource = estate.nodes.get(parent.nodeId);
    if (resource?.type !== 'AWS::ApiGateway::Resource' || seen.has(resource.id)) {
      return reader.unknown(key, 'does not lead to the root of the API');
    }
    seen.add(resource.id);
    reader = Reader.of(resource);
    key = 'ParentId';
    const part = reader.text('PathPart') ?? reader.unknown('PathPart', 'not given');
    if (part instanceof Unknown) return part;
    segments.unshift(part);
  }
}
