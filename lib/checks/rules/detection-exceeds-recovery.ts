import { type FailureKind, predictFailover } from '../../drill/route53/timing';
import type { DnsHealthCheck } from '../../estate/views/health-checks';
import { basicChecks, checkOf, isProbe, isStringMatch } from '../dns/checks';
import { isRouted, recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

/** An alias has the TTL of its target, which for an AWS resource is 60 s. */
const ALIAS_TTL_SECONDS = 60;

export const detectionExceedsRecovery: Rule = {
  id: 'detection-exceeds-recovery',
  family: 'failover',
  severity: 'error',
  fails: 'Detection and TTL together take longer than the recovery objective',
  why: 'Until the check has turned, its state has spread and the old answer has expired, clients are led to what is dead.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  mend: 'Probe every 10 s with a threshold of 3 or less and keep the TTL at 60 s or less; or ask for a longer recovery.',
  judge: (estate, { recoverySeconds }) => {
    if (recoverySeconds === undefined) return [];
    return recordSets(estate).flatMap(({ members }) =>
      members.filter(isRouted).flatMap((record) => {
        const check = checkOf(estate, record);
        const ttl = record.alias === undefined ? record.ttlSeconds : ALIAS_TTL_SECONDS;
        if (check === undefined || typeof ttl !== 'number') return [];
        const probes = basicChecks(estate, check).filter((basic) => isProbe(basic) && basic.inverted === false);
        const seconds = Math.max(0, ...probes.map((probe) => mostSeconds(probe, ttl)));
        return seconds <= recoverySeconds
          ? []
          : [
              violation(record.node, 'Clients may be led to what is dead for longer than the objective.', {
                found: `${Math.round(seconds)} s, of which ${ttl} s of TTL`,
                allowed: `${recoverySeconds} s`,
              }),
            ];
      }),
    );
  },
};

/** At the endpoint's slowest failure that the probe can meet. */
function mostSeconds(check: DnsHealthCheck, ttl: number): number {
  const { intervalSeconds, failureThreshold } = check;
  if ((intervalSeconds !== 10 && intervalSeconds !== 30) || typeof failureThreshold !== 'number') return 0;
  const kind: FailureKind = isStringMatch(check)
    ? 'slow-body'
    : check.type === 'TCP'
      ? 'connect-timeout'
      : 'slow-response';
  return predictFailover({ intervalSeconds, failureThreshold }, kind, ttl).mostSeconds;
}
