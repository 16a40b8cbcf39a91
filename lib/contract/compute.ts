import type { CellId } from './cell';

/**
 * How much compute of one's own is warm before anything has failed. `active-active`: whichever cell is gone, the others
 * of its cloud carry the whole declared load, and Google all of it when AWS is gone. `warm-standby`: one instance in
 * each zone. `pilot-light`: none. DNS never changes with it.
 */
export type Posture = 'active-active' | 'warm-standby' | 'pilot-light';

/** One rung's own compute in one cell. */
export interface ComputeService {
  readonly rung: string;
  readonly cell: CellId;
  /** Instances that are there before anybody asks. */
  readonly warm: number;
  /** How far scaling may add to them. */
  readonly most: number;
  /** What one instance is busy with for a request of the declared size. Whole: CloudFormation's metadata takes no fractions. */
  readonly millisecondsPerRequest: number;
  /** The weights' size, where somebody said or it is known. */
  readonly megabytes?: number;
}

/** Requests of the declared size that one instance carries. */
export function requestsPerSecondOf({
  millisecondsPerRequest,
}: Pick<ComputeService, 'millisecondsPerRequest'>): number {
  return 1000 / millisecondsPerRequest;
}

/** What a fleet says of its own compute, for those who only read templates. */
export interface Compute {
  readonly posture: Posture;
  readonly services: readonly ComputeService[];
  /** What the posture leaves uncovered: sentences for people. */
  readonly uncovered: readonly string[];
  /** What the sum that was made assumes, whatever the posture: sentences for people. */
  readonly assumed?: readonly string[];
}
