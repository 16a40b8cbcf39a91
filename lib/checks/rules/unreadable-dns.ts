import { Unknown } from '../../estate/value';
import { healthChecksOf } from '../../estate/views/health-checks';
import { recordsOf } from '../../estate/views/records';
import { type Rule, undecided } from '../rule';

/** What other rules pass over since they cannot tell which records it belongs to. */
export const unreadableDns: Rule = {
  id: 'unreadable-dns',
  family: 'failover',
  severity: 'error',
  fails: 'What a record or a health check is cannot be read from the templates',
  why: 'No rule about failover can judge a record of unknown name, type, role or target, nor a check of unknown kind.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html',
  mend: 'Write the value itself, give its parameter a default, or hand in the stack that exports it.',
  judge: (estate) => [
    ...recordsOf(estate).flatMap(({ node, name, type, routing, alias, values, healthCheck }) => {
      const policy =
        routing.kind === 'failover' ? routing.role : routing.kind === 'latency' ? routing.region : undefined;
      const parts = {
        name,
        type,
        'routing policy': policy,
        'alias target': alias?.target,
        'health check': healthCheck,
      };
      return unknownIn(alias === undefined ? { ...parts, values } : parts).map(([what, unknown]) =>
        undecided(node, `what the record's ${what} is`, unknown),
      );
    }),
    ...healthChecksOf(estate).flatMap(({ node, type, host, inverted, children }) =>
      unknownIn({ type, host, inversion: inverted, children }).map(([what, unknown]) =>
        undecided(node, `what the health check's ${what} is`, unknown),
      ),
    ),
  ],
};

function unknownIn(parts: Readonly<Record<string, unknown>>): [string, Unknown][] {
  return Object.entries(parts).flatMap(([what, value]): [string, Unknown][] =>
    value instanceof Unknown ? [[what, value]] : [],
  );
}
