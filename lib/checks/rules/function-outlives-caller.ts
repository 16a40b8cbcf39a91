import { functionsOf } from '../../estate/views/functions';
import { restApisOf } from '../../estate/views/rest-apis';
import { type Rule, violation } from '../rule';

export const functionOutlivesCaller: Rule = {
  id: 'function-outlives-caller',
  family: 'ai',
  severity: 'warning',
  fails: 'A function works on after its caller has been given an error',
  why: 'The integration gives up first; the function holds its concurrency and pays the model for an answer that nobody reads, while the caller has begun again.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  mend: "Keep the function's Timeout, and its deadlines for models, below TimeoutInMillis of the integration.",
  judge: (estate) => {
    const functions = new Map(functionsOf(estate).map((one) => [one.node.id, one]));
    return restApisOf(estate).flatMap(({ routes }) =>
      routes.flatMap(({ functionId, timeoutMilliseconds, method, path }) => {
        const called = typeof functionId === 'string' ? functions.get(functionId) : undefined;
        const timeout = called?.timeoutSeconds;
        if (called === undefined || typeof timeout !== 'number' || typeof timeoutMilliseconds !== 'number') return [];
        return timeout * 1000 <= timeoutMilliseconds + 1000
          ? []
          : [
              violation(called.node, `${method} ${path} gives up before it.`, {
                found: `${timeout} s`,
                allowed: `${timeoutMilliseconds / 1000} s`,
                path: 'Timeout',
              }),
            ];
      }),
    );
  },
};
