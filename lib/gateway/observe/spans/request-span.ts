import type { LogLine } from '../../log';
import { SPAN_KIND } from './span';
import type { Own } from './spans-of';

/**
 * A request as an HTTP server's span. What its caller did wrong is no error of the server's.
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function requestSpan(line: LogLine): Own {
  const failed = line.status >= 500 || line.broken !== undefined;
  return {
    // Of a path that stands as it is: what is recorded has no parameter in it.
    name: `${line.method} ${line.path}`,
    kind: SPAN_KIND.server,
    attributes: {
      'http.request.method': line.method,
      'http.route': line.path,
      'http.response.status_code': line.status,
      'understudy.route': line.route,
      'understudy.cell': line.cell,
      'understudy.tier': line.tier,
      'understudy.rung': line.rung,
      'understudy.reason': line.reason,
      'understudy.attempts': line.attempts,
      'understudy.job': line.job,
    },
    failure: failed ? (line.broken ?? line.error) : undefined,
  };
}
