import { TURNING } from '../../contract/turning';
import { RESOURCE_TTL_SECONDS } from '../route53/answer';
import { PROPAGATION_SECONDS } from '../route53/health';
import type { HealthCheck } from '../route53/model';
import { detectionSeconds, latestDetectionSeconds } from '../route53/timing';
import { roundSeconds } from '../simulation/verdicts';
import { type Faults, probeResult } from '../system/situation';
import type { Observation, System } from '../system/system';
import type { Answered, CompiledDns } from './compiled-dns';

/** Seconds from a fault until the last client is back: as expected, and at most. */
export interface RecoveryTime {
  readonly expectedSeconds: number;
  readonly mostSeconds: number;
}

export const NO_TIME: RecoveryTime = { expectedSeconds: 0, mostSeconds: 0 };

/** A check that turned by the faults, and what it sees. */
export interface Turned {
  readonly check: HealthCheck;
  readonly seen: Observation | undefined;
}

/** By the slowest of the checks that turned: its verdict, its detection, the propagation, and what resolvers hold. */
export function recoverySeconds(
  system: System,
  turned: readonly Turned[],
  ttlSeconds: number,
  faults: Faults,
): RecoveryTime {
  let [expected, most] = [0, 0];
  for (const { check, seen } of turned) {
    if (check.kind !== 'endpoint' || seen?.kind !== 'path') continue;
    const verdict = verdictSeconds(system, seen, faults);
    expected = Math.max(expected, detectionSeconds(check, 'refused') + verdict * 0.9);
    most = Math.max(most, latestDetectionSeconds(check, 'refused') + verdict);
  }
  const { least, most: longest } = PROPAGATION_SECONDS;
  return {
    expectedSeconds: expected + (least + longest) / 2 + ttlSeconds,
    mostSeconds: most + longest + ttlSeconds,
  };
}

/** What a prober needs before a probe can fail: nothing where the probe fails by itself. */
function verdictSeconds(system: System, seen: Extract<Observation, { kind: 'path' }>, faults: Faults): number {
  const { prober } = system.cells[seen.cell];
  if (prober === undefined || seen.verdict === undefined) return 0;
  if (probeResult(system, seen, faults, 'good').passes === 0) return 0;
  return TURNING.badRounds * roundSeconds(prober, seen.verdict);
}

/** For how long resolvers hold an answer: all of one name have the same. */
export function ttlOf({ records }: CompiledDns, [first]: readonly Answered[]): number {
  const target = first === undefined ? undefined : records[first.record].record.target;
  return target !== undefined && 'ttlSeconds' in target ? target.ttlSeconds : RESOURCE_TTL_SECONDS;
}
