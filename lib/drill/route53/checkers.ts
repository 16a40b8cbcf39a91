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

/** Route 53's default set. @see R53/health-checks-creating-values (Health checker regions) */
export const DEFAULT_CHECKER_REGIONS = [
  'us-east-1',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
] as const;

/**
 * The checkers of the default set. A custom set is taken to have as many, dealt out over its regions: AWS does not say.
 */
export const CHECKER_COUNT = 16;

/** A check is healthy while more than this part of its checkers find the endpoint good: 3 of 16. */
const HEALTHY_SHARE = 0.18;

/** The fewest checkers that make a check healthy. */
export const HEALTHY_CHECKERS = Math.floor(HEALTHY_SHARE * CHECKER_COUNT) + 1;

interface Checker {
  readonly region: string;
  passing: boolean;
  /** Outcomes in a row that contradict `passing`. */
  contradictions: number;
  /** When it sends its next request; undefined while it awaits a response. */
  nextAt: number | undefined;
}

/**
 * The checkers of one endpoint check: says who probes next, is told what came of it, and tells the check's state.
 * It sends nothing and reads no clock.
 *
 * Each checker keeps its own time (they are not coordinated), counts the interval from a response to its next request,
 * and changes its mind after `failureThreshold` outcomes in a row, in both directions. Until then a new check's finds the
 * endpoint good, so that a new check is healthy, and a new inverted one is not.
 * @see R53/dns-failover-determining-health-of-endpoints
 */
export class Checkers {
  private readonly checkers: Checker[];
  private good: number;

  /**
   * @param startsAt seconds on the caller's clock; the first requests follow within one interval
   * @param healthy what the check was before; true for one that has been there long enough to know, left out for a new one
   */
  public constructor(
    public readonly check: EndpointCheck,
    startsAt: number,
    random: Random,
    healthy: boolean = !check.inverted,
  ) {
    const regions = check.checkerRegions.length === 0 ? DEFAULT_CHECKER_REGIONS : check.checkerRegions;
    this.checkers = Array.from({ length: CHECKER_COUNT }, (_, index) => ({
      region: regions[index % regions.length],
      passing: healthy !== check.inverted,
      contradictions: 0,
      nextAt: startsAt + random() * check.intervalSeconds,
    }));
    this.good = healthy !== check.inverted ? CHECKER_COUNT : 0;
  }

  public get healthy(): boolean {
    const good = this.passing >= HEALTHY_CHECKERS;
    return this.check.inverted ? !good : good;
  }

  /** How many checkers find the endpoint good, whatever the check's inversion makes of it. */
  public get passing(): number {
    return this.good;
  }

  /** Does every checker hold that opinion, with nothing that contradicts it? */
  public settled(passing: boolean): boolean {
    // Asked before each probe: most often one number says no.
    return (
      this.good === (passing ? CHECKER_COUNT : 0) &&
      this.checkers.every((one) => one.contradictions === 0 && one.nextAt !== undefined)
    );
  }

  /**
   * Leaves out the requests before a time, where all would end alike and change no settled opinion.
   * @param takes seconds that each of them takes
   */
  public skipTo(at: number, takes: number): void {
    const cycle = this.check.intervalSeconds + takes;
    for (const one of this.checkers) {
      if (one.nextAt !== undefined && one.nextAt < at) one.nextAt += Math.ceil((at - one.nextAt) / cycle) * cycle;
    }
  }

  /** The next probe to send; undefined while every checker awaits a response. */
  public next(): Probe | undefined {
    let checker = -1;
    let at = Number.POSITIVE_INFINITY;
    for (let index = 0; index < CHECKER_COUNT; index += 1) {
      const { nextAt } = this.checkers[index];
      if (nextAt !== undefined && nextAt < at) [checker, at] = [index, nextAt];
    }
    return checker < 0 ? undefined : { checker, region: this.checkers[checker].region, at };
  }

  /** The checker has sent its request, and awaits the response. */
  public begin(checker: number): void {
    this.checkers[checker].nextAt = undefined;
  }

  /** The response came, or the time-out. The interval to the checker's next request counts from here. */
  public finish(checker: number, at: number, passed: boolean): Transition | undefined {
    const before = this.healthy;
    const one = this.checkers[checker];
    one.nextAt = at + this.check.intervalSeconds;
    one.contradictions = passed === one.passing ? 0 : one.contradictions + 1;
    if (one.contradictions >= this.check.failureThreshold) {
      one.passing = passed;
      one.contradictions = 0;
      this.good += passed ? 1 : -1;
    }
    return this.healthy === before ? undefined : { at, healthy: this.healthy };
  }
}
