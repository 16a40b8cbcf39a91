import type { OwnNames } from './own-names';
import type { ServiceClock } from './service-clock';

/** How the API stand-in and a function's process speak: HTTP on loopback, in the words of Lambda's own Invoke API. */
export const INVOKE_PATH = '/invocations';

/** The header of an answer that says that the function failed, and how. */
export const FUNCTION_ERROR = 'x-amz-function-error';

/** The request's header with Lambda's id of the invocation. */
export const REQUEST_ID = 'x-amzn-requestid';

/**
 * A streamed answer for API Gateway: a JSON prelude (`statusCode`, `headers`), eight null bytes, the body.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export const HTTP_INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';
export const PRELUDE_DELIMITER = Buffer.alloc(8);

/** What the process reports over its channel once it listens. */
export interface Ready {
  readonly port: number;
}

/** What a process is told of where it lives. */
export interface Surroundings {
  /** The clock of this machine, without it. */
  readonly clock?: ServiceClock;
  readonly names?: OwnNames;
}
