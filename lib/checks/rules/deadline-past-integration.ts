import { restApisOf } from '../../estate/views/rest-apis';
import { awsCells } from '../fleets';
import { type Rule, violation } from '../rule';

export const deadlinePastIntegration: Rule = {
  id: 'deadline-past-integration',
  family: 'ai',
  severity: 'error',
  fails: 'A route promises longer than the API before it waits',
  why: 'The API ends the call while the ladder still has time for its next rung: what was to be a fallback becomes an error of the API.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  mend: "Raise TimeoutInMillis of the integration above the route's deadline, or lower the deadline.",
  judge: (estate) =>
    awsCells(estate).flatMap(({ stack, intent: { routes } }) => {
      const longest = Math.max(0, ...routes.map(({ deadlineSeconds }) => deadlineSeconds));
      return restApisOf(estate)
        .filter(({ node }) => node.stack === stack)
        .flatMap(({ node, routes: answered }) =>
          answered.flatMap(({ path, timeoutMilliseconds }) =>
            typeof path === 'string' &&
            path.startsWith('/v1') &&
            typeof timeoutMilliseconds === 'number' &&
            timeoutMilliseconds < longest * 1000
              ? [
                  violation(node, `${path} is cut off first.`, {
                    found: `${timeoutMilliseconds / 1000} s`,
                    allowed: `${longest} s or more`,
                  }),
                ]
              : [],
          ),
        );
    }),
};
