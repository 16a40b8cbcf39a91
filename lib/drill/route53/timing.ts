import { CHECKER_COUNT, HEALTHY_CHECKERS } from './checkers';
import { PROPAGATION_SECONDS } from './health';
import type { EndpointCheck } from './model';
import { PROBE_TIMEOUTS } from './probe';

/** How a probe fails. */
export type FailureKind = 'refused' | 'connect-timeout' | 'slow-response' | 'slow-body';

/** Seconds that a failing probe takes. */
export const FAILING_PROBE_SECONDS: Readonly<Record<FailureKind, number>> = {
  refused: 0,
  'connect-timeout': PROBE_TIMEOUTS.connectSeconds,
  'slow-response': PROBE_TIMEOUTS.connectSeconds + PROBE_TIMEOUTS.responseSeconds,
  'slow-body': PROBE_TIMEOUTS.connectSeconds + PROBE_TIMEOUTS.responseSeconds + PROBE_TIMEOUTS.bodySeconds,
};

type Pace = Pick<EndpointCheck, 'intervalSeconds' | 'failureThreshold'>;

/**
 * Expected seconds from a failure to the check's change to unhealthy. The checkers' phases are even over the interval,
 * and the check turns when so many have flipped that the healthy ones no longer suffice: the 14th of 16.
 */
export function detectionSeconds(pace: Pace, kind: FailureKind): number {
  const failing = FAILING_PROBE_SECONDS[kind];
  const flips = CHECKER_COUNT - HEALTHY_CHECKERS + 1;
  return (
    expectedPhase(flips) * pace.intervalSeconds +
    (pace.failureThreshold - 1) * (pace.intervalSeconds + failing) +
    failing
  );
}

/** Seconds within which every checker has flipped, whatever their phases are. */
export function latestDetectionSeconds(pace: Pace, kind: FailureKind): number {
  const failing = FAILING_PROBE_SECONDS[kind];
  return pace.failureThreshold * (pace.intervalSeconds + failing);
}

/** Expected seconds from the end of a failure to the check's change to healthy: when the 3rd of 16 has flipped. */
export function recoverySeconds(pace: Pace): number {
  return (expectedPhase(HEALTHY_CHECKERS) + pace.failureThreshold - 1) * pace.intervalSeconds;
}

/** What a client waits for, in the order in which it waits. */
export interface FailoverPrediction {
  readonly detectionSeconds: number;
  readonly propagationSeconds: { readonly least: number; readonly most: number };
  readonly ttlSeconds: number;
  /** All of them together, for the client that asked DNS just before the change reached it. */
  readonly mostSeconds: number;
}

export function predictFailover(pace: Pace, kind: FailureKind, ttlSeconds: number): FailoverPrediction {
  const detection = detectionSeconds(pace, kind);
  return {
    detectionSeconds: detection,
    propagationSeconds: PROPAGATION_SECONDS,
    ttlSeconds,
    mostSeconds: detection + PROPAGATION_SECONDS.most + ttlSeconds,
  };
}

/** Where the n-th of the checkers' phases is expected, as a part of the interval: n / (count + 1), since they are even. */
function expectedPhase(n: number): number {
  return n / (CHECKER_COUNT + 1);
}
