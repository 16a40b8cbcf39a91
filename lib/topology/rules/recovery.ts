import { durationSeconds } from '../duration';
import type { Rule } from './rule';

/**
 * What passes at most before clients are led elsewhere, in seconds. The health check's share and the time to live are
 * derived from Route 53's documentation (14 of 16 checkers, an interval of 10 s, a threshold of 3); how long a new
 * state takes to spread is not documented, 5 to 10 s is an estimate that nobody confirmed.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const SECONDS = {
  /** Three bad requests of the cell's own prober, 15 s apart. */
  verdict: 45,
  /** A check that is answered with a refusal at once. */
  refused: 28,
  /** A check that nobody answers: each try waits for its connection. */
  silent: 40,
  propagation: 10,
  timeToLive: 60,
} as const;

const CELL_TURNED = SECONDS.verdict + SECONDS.refused + SECONDS.propagation + SECONDS.timeToLive;
const REGION_GONE = SECONDS.silent + SECONDS.propagation + SECONDS.timeToLive;

export const recoveryIsInReach: Rule = ({ document, whole }) => {
  const found = whole('objectives', 'recovery') ? document.objectives?.recovery : undefined;
  if (found === undefined || durationSeconds(found) >= CELL_TURNED) return [];
  const { verdict, refused, silent, propagation, timeToLive } = SECONDS;
  return [
    {
      code: 'objective-unreachable',
      path: ['objectives', 'recovery'],
      message:
        `A cell that cannot serve any more is left after up to ${CELL_TURNED} s: ${verdict} s until its prober is sure, ` +
        `${refused} s until Route 53's checkers agree, ${propagation} s until their state has spread, ${timeToLive} s ` +
        `until clients ask for the name again. A Region that is gone is left after ${REGION_GONE} s ` +
        `(${silent} + ${propagation} + ${timeToLive}).`,
      found,
      allowed: `${CELL_TURNED}s or more (${verdict} + ${refused} + ${propagation} + ${timeToLive})`,
      mend: 'for example `recovery: 150s`',
    },
  ];
};
