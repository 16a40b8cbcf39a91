import { PATHS } from '../../contract/http';
import { lazy } from '../lazy';
import type { AskWhy } from './inquiry';

const TIMEOUT_MILLISECONDS = 2000;

/** What API Gateway would hand the gateway to ask whether it lives. */
const LIVES = {
  httpMethod: 'GET',
  path: PATHS.live,
  multiValueHeaders: {},
  body: null,
  isBase64Encoded: false,
};

/**
 * Calls the gateway's function past the API: Lambda says of its refusals which are for load, the API does not.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function lambdaRefusal(functionName: string, region: string): AskWhy {
  const sdk = lazy(async () => {
    const { LambdaClient, InvokeCommand } = await import('@aws-sdk/client-lambda');
    return { client: new LambdaClient({ region, maxAttempts: 1 }), InvokeCommand };
  });
  return async () => {
    try {
      const { client, InvokeCommand } = await sdk();
      const call = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(LIVES) });
      const { FunctionError } = await client.send(call, { abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
      return FunctionError === undefined ? 'takes-calls' : 'fails';
    } catch (error) {
      return refusalOf(error as ServiceError);
    }
  };
}

interface ServiceError {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Not to be allowed to ask, or to get no answer, says nothing of the function. */
function refusalOf({ name, $metadata }: ServiceError) {
  if (name === 'TooManyRequestsException') return 'throttled';
  const status = $metadata?.httpStatusCode;
  return status === undefined || status === 403 ? 'not-known' : 'fails';
}
