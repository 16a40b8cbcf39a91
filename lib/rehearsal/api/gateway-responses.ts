import type { ServerResponse } from 'node:http';

/**
 * What API Gateway says on its own account, in its default shapes.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_RESPONSES = {
  /** A host name that is no custom domain of the API (`execute-api` is switched off). */
  forbidden: { status: 403, type: 'ForbiddenException', message: 'Forbidden' },
  /** No such resource or method: API Gateway knows no 404 here. */
  missing: { status: 403, type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
  tooLarge: { status: 413, type: 'RequestTooLargeException', message: 'Request Too Long' },
  throttled: { status: 429, type: 'TooManyRequestsException', message: 'Too Many Requests' },
  /**
   * Lambda takes no invocation: an error of the API's own, whatever Lambda's status was. A throttled function's 429 is
   * seen by nobody.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
   */
  refused: { status: 500, type: 'InternalServerErrorException', message: 'Internal server error' },
  failed: { status: 502, type: 'InternalServerErrorException', message: 'Internal server error' },
  timedOut: { status: 504, type: 'GatewayTimeoutException', message: 'Endpoint request timed out' },
} as const;

export type GatewayResponse = keyof typeof GATEWAY_RESPONSES;

export function respond(response: ServerResponse, kind: GatewayResponse, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, type, message } = GATEWAY_RESPONSES[kind];
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': type,
    'x-amzn-requestid': requestId,
  });
  response.end(JSON.stringify({ message }));
}
