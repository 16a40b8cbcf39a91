import type { Estate, EstateNode } from '../estate';
import { Unknown } from '../value';
import { nodesOfType, refersTo } from './nodes';
import { Reader } from './reader';

/** A token bucket in front of one method. */
export interface Throttle {
  readonly requestsPerSecond: number | Unknown;
  readonly burst: number | Unknown;
}

interface Setting extends Throttle {
  readonly method: string | Unknown | undefined;
  readonly path: string | Unknown | undefined;
}

/**
 * The throttles that an API's stage sets, by method and path. A setting for one method stands before the one for all
 * of them (`*` on `/*`), and each method has a bucket of its own. With several stages they are unknown: which one is
 * asked is decided by who asks.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function throttlesOf(
  estate: Estate,
  api: EstateNode,
): (method: string | Unknown, path: string | Unknown) => Throttle | undefined {
  const stages = nodesOfType(estate, 'AWS::ApiGateway::Stage')
    .map(Reader.of)
    .filter((stage) => refersTo(stage.value('RestApiId'), api));
  const settings =
    stages.length > 1
      ? stages.slice(0, 1).map((stage) => everywhere(stage.unknown('MethodSettings', 'the API has several stages')))
      : stages.flatMap(settingsOf);
  return (method, path) => {
    const find = (wantedMethod: string | Unknown, wantedPath: string | Unknown) =>
      settings.find((setting) => setting.method === wantedMethod && setting.path === wantedPath);
    const found = find(method, path) ?? find('*', '/*');
    return found === undefined ? undefined : { requestsPerSecond: found.requestsPerSecond, burst: found.burst };
  };
}

function settingsOf(stage: Reader): Setting[] {
  const settings = stage.objects('MethodSettings');
  if (settings === undefined) return [];
  if (settings instanceof Unknown) return [everywhere(settings)];
  return settings.flatMap((setting) => {
    if (setting instanceof Unknown) return [everywhere(setting)];
    const rate = setting.number('ThrottlingRateLimit');
    const burst = setting.number('ThrottlingBurstLimit');
    if (rate === undefined && burst === undefined) return [];
    const absent = setting.unknown('ThrottlingRateLimit', "the account's limit applies");
    return [
      {
        method: setting.text('HttpMethod'),
        path: plainPath(setting.text('ResourcePath')),
        requestsPerSecond: rate ?? absent,
        burst: burst ?? absent,
      },
    ];
  });
}

function everywhere(unknown: Unknown): Setting {
  return { method: '*', path: '/*', requestsPerSecond: unknown, burst: unknown };
}

/** Slashes inside a path are written `~1` here: `/~1v1~1{proxy+}` is `/v1/{proxy+}`. */
function plainPath(path: string | Unknown | undefined): string | Unknown | undefined {
  if (typeof path !== 'string') return path;
  const plain = path.replaceAll('~1', '/');
  return plain.startsWith('//') ? plain.slice(1) : plain;
}
