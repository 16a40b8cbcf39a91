import type { Estate, EstateNode } from '../estate';
import type { Unknown } from '../value';

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

export interface RestRoute {
  /** `GET`, or `ANY` for every method. */
  readonly method: string | Unknown;
  /** `/v1/{proxy+}`; `/` for the root. */
  readonly path: string | Unknown;
  /** The node id of the function that answers, through any alias or version. */
  readonly functionId: string | Unknown;
  /** True where the integration streams its response; buffered by default. */
  readonly streaming: boolean | Unknown;
  /** 29,000 by default. */
  readonly timeoutMilliseconds: number | Unknown;
  /** The limits of the stage that apply to this route; undefined where only the account's do. */
  readonly throttle?: Throttle;
}

export interface Throttle {
  readonly requestsPerSecond: number | Unknown;
  readonly burst: number | Unknown;
}

export interface RestApiDomain {
  /** The AWS::ApiGateway::DomainName. */
  readonly node: EstateNode;
  readonly hostName: string | Unknown;
  /** The first path segment that leads to this API; empty for the root. */
  readonly basePath: string | Unknown;
}

export function restApisOf(estate: Estate): RestApi[] {
  throw new Error(`not yet: ${estate.directory}`);
}
