import type { Random } from '../random';
import type { EndpointCheck } from './model';

/** One request that a checker is to send. */
export interface Probe {
  /** The checker's index. */
  readonly checker: number;
  /** The AWS Region from which it probes. */
  readonly region: string;
  /** Seconds on the caller's clock. */
  readonly at: number;
}

/** A change of the check's own state, before it has reached the DNS servers. */
export interface Transition {
  readonly at: number;
  readonly healthy: boolean;
}

/**
 * The checkers of one endpoint check: says who probes next, is told what came of it, and tells the check's state.
 * It sends nothing and reads no clock.
 */
export class Checkers {
  public constructor(
    public readonly check: EndpointCheck,
    startsAt: number,
    random: Random,
  ) {
    void startsAt;
    void random;
  }

  public get healthy(): boolean {
    throw new Error('not yet');
  }

  /** How many checkers find the endpoint good, whatever the check's inversion makes of it. */
  public get passing(): number {
    throw new Error('not yet');
  }

  /** The next probe to send; undefined while every checker awaits a response. */
  public next(): Probe | undefined {
    throw new Error('not yet');
  }

  /** The checker has sent its request, and awaits the response. */
  public begin(checker: number): void {
    throw new Error(`not yet ${checker}`);
  }

  /** The response came, or the time-out. The interval to the checker's next request counts from here. */
  public finish(checker: number, at: number, passed: boolean): Transition | undefined {
    throw new Error(`not yet ${checker} ${at} ${passed}`);
  }
}
