import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { mentionsOf } from '../../estate/views/function-behind';
import { functionsOf } from '../../estate/views/functions';
import type { DnsHealthCheck } from '../../estate/views/health-checks';
import type { DnsRecord } from '../../estate/views/records';
import { basicChecks, checkOf } from '../dns/checks';
import { probedRoutes } from '../dns/probed-apis';
import { routedSets } from '../dns/record-sets';
import { grantsOf, roleOf } from '../iam/grants';
import { type Rule, violation } from '../rule';

export const healthSharesADependency: Rule = {
  id: 'health-shares-a-dependency',
  family: 'failover',
  severity: 'error',
  fails: 'All that back each other up are judged by what one and the same thing says',
  why: 'When it fails they turn unhealthy at once, though each of them serves: Route 53 then fails open to all of them, dead and evacuated ones included.',
  source: 'https://aws.amazon.com/builders-library/implementing-health-checks/',
  mend: 'Give each of them a state, a secret and an alarm of its own to be judged by.',
  judge: (estate) =>
    routedSets(estate).flatMap(({ name, members }) => {
      const needs = members.map((member) => needsOf(estate, member));
      const shared = [...(needs[0] ?? [])].filter((what) => needs.every((of) => of.has(what)));
      return shared.map((found) =>
        violation(members[0]?.node, `The health of every record of ${name} depends on it.`, { found }),
      );
    }),
};

/**
 * What has to work for a record to be found healthy: the alarms that are watched, and what the functions reach that
 * answer its probes. A switch (inverted) lies elsewhere on purpose, and whatever fails of it changes nothing.
 */
function needsOf(estate: Estate, record: DnsRecord): ReadonlySet<string> {
  const check = checkOf(estate, record);
  const judging = check === undefined ? [] : basicChecks(estate, check).filter(({ inverted }) => inverted === false);
  return new Set(judging.flatMap((basic) => [...alarmOf(basic), ...answeringNeeds(estate, basic)]));
}

/** Several may watch one alarm: its metric says the same of all. */
function alarmOf({ alarm, alarmRegion }: DnsHealthCheck): string[] {
  if (typeof alarm === 'string') return [`the alarm ${alarm} in ${alarmRegion}`];
  return mentionsOf(alarm);
}

function answeringNeeds(estate: Estate, { node }: DnsHealthCheck): string[] {
  return probedRoutes(estate)
    .filter(({ check }) => check === node)
    .flatMap(({ route: { functionId } }) => (typeof functionId === 'string' ? [functionId] : []))
    .flatMap((id) => reachedBy(estate, estate.nodes.get(id)));
}

/** Resources of the estate and others by their ARNs, as a function's role and environment name them. */
function reachedBy(estate: Estate, node: EstateNode | undefined): string[] {
  const fn = functionsOf(estate).find((one) => one.node === node);
  if (node === undefined || fn === undefined) return [];
  const role = roleOf(estate, node);
  const granted = (role === undefined ? [] : grantsOf(estate, role.id)).flatMap(({ statement }) =>
    statement instanceof Unknown || statement.effect !== 'Allow' ? [] : statement.resources,
  );
  return [...granted, ...Object.values(fn.environment)].flatMap(named);
}

function named(value: Value): string[] {
  if (typeof value !== 'string') return mentionsOf(value);
  // An object's ARN begins with its bucket's, and that is what fails.
  const bucket = /^arn:[^:]+:s3:::[^/*]+/.exec(value)?.[0];
  return bucket !== undefined ? [bucket] : /^arn:[^*]+$/.test(value) ? [value] : [];
}
