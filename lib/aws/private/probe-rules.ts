import { refuse } from '../../contract/problem';
import type { HealthProbe } from '../health-probe';

/** What Route 53 would refuse in the middle of a deployment. */
export function refuseImpossibleProbe({ path, interval, failureThreshold = 3 }: HealthProbe, place: string): void {
  const seconds = interval?.toSeconds() ?? 10;
  refuse(
    [
      !path.startsWith('/'),
      {
        code: 'malformed-probe-path',
        path: `${place}.path`,
        message: 'a probe asks for an absolute path',
        found: path,
        allowed: 'a path such as /health/serving',
        mend: 'begin it with a slash',
      },
    ],
    [
      seconds !== 10 && seconds !== 30,
      {
        code: 'probe-interval-not-offered',
        path: `${place}.interval`,
        message: 'Route 53 probes at two intervals only',
        found: `${seconds} s`,
        allowed: '10 s or 30 s',
        mend: 'leave it out for 10 s',
      },
    ],
    [
      !Number.isInteger(failureThreshold) || failureThreshold < 1 || failureThreshold > 10,
      {
        code: 'probe-threshold-out-of-range',
        path: `${place}.failureThreshold`,
        message: 'Route 53 counts one to ten rounds',
        found: String(failureThreshold),
        allowed: 'a whole number from 1 to 10',
        mend: 'leave it out for 3',
      },
    ],
  );
}
