import {
  EndpointType,
  LambdaIntegration,
  type LambdaIntegrationOptions,
  ResponseTransferMode,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { accept } from './accept';

export interface GatewayApiProps {
  readonly name: string;
  readonly gateway: IFunction;
  readonly health: IFunction;
  /** How long an answer may take: up to 15 minutes where it is streamed. */
  readonly longestAnswer: Duration;
  readonly requestsPerSecond: number;
}

/**
 * 16 checkers ask each of two paths every ten seconds: 3.2 requests a second, and people look too. Its own limit, so
 * that a flood of requests for answers never throttles a probe.
 */
const HEALTH_REQUESTS_PER_SECOND = 50;
const PROBED = {
  throttlingRateLimit: HEALTH_REQUESTS_PER_SECOND,
  throttlingBurstLimit: 2 * HEALTH_REQUESTS_PER_SECOND,
};

const OWN_KEYS =
  "the gateway checks its own API keys, so that a key works in every cell of both clouds; health is public to Route 53's checkers";
const OWN_LINES =
  'the gateway writes one line for each request, with what served it; a second log of the same is paid twice';

/** Rules of cdk-nag that are not followed here, and why. */
const ACCEPTED = [
  ['APIG1', OWN_LINES],
  [
    'APIG2',
    'the gateway validates requests and answers in the shape of the OpenAI API, which the validator of API Gateway cannot',
  ],
  [
    'APIG3',
    'a web ACL in front of the probed paths could turn a check; who wants one says `webAcl`, which lets /health and /switch pass',
  ],
  ['APIG4', OWN_KEYS],
  ['APIG6', OWN_LINES],
  ['COG4', OWN_KEYS],
] as const;

/**
 * The cell's REST API: `/v1/*` streamed from the gateway, `/health/*` and `/switch/*` from the health function. Only a REST API has both
 * response streaming and a custom domain that Route 53 can fail over. It can be called by its custom domains alone.
 */
export function gatewayApi(scope: Construct, props: GatewayApiProps): RestApi {
  const api = new RestApi(scope, 'Api', {
    restApiName: props.name,
    endpointTypes: [EndpointType.REGIONAL],
    disableExecuteApiEndpoint: true,
    // The role is one setting of the whole account and Region: not ours to change.
    cloudWatchRole: false,
    deployOptions: {
      stageName: 'live',
      throttlingRateLimit: props.requestsPerSecond,
      throttlingBurstLimit: 2 * props.requestsPerSecond,
      methodOptions: Object.fromEntries(['health', 'switch'].map((path) => [`/${path}/{proxy+}/GET`, PROBED])),
    },
  });
  // It would name the execute-api endpoint, which is disabled.
  api.node.tryRemoveChild('Endpoint');

  route(api, 'v1', 'ANY', props.gateway, {
    timeout: props.longestAnswer,
    responseTransferMode: ResponseTransferMode.STREAM,
  });
  for (const path of ['health', 'switch']) route(api, path, 'GET', props.health, { timeout: Duration.seconds(2) });
  for (const [rule, reason] of ACCEPTED) accept(api, rule, reason);
  // A stage must not lead callers to what does not let itself be called yet.
  const permissions = scope.node.findAll().filter((one) => one instanceof CfnPermission);
  api.latestDeployment?.node.addDependency(...permissions);
  return api;
}

function route(api: RestApi, path: string, method: string, handler: IFunction, options: LambdaIntegrationOptions) {
  // One permission a function for the whole API, instead of two a method.
  const integration = new LambdaIntegration(handler, { ...options, scopePermissionToMethod: false });
  api.root.addResource(path).addResource('{proxy+}').addMethod(method, integration);
}
