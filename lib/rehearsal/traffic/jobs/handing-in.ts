import type { RunningFleet } from '../../fleet';
import { jobsInLetters } from '../../jobs/letters';
import type { Settings } from '../../options';
import type { ServiceTime } from '../../time';
import type { ClientOptions } from '../client';
import { JobCaller } from './job-caller';
import type { JobRecord } from './job-record';
import { JobTraffic } from './job-traffic';
import { countsOf, type JobCounts, type JobCourse, type JobsSummary, summarizeJobs } from './jobs-summary';

export interface HandingInOptions {
  /** By place, how somebody who stands there reaches the service. */
  readonly sources: readonly { readonly from: string; readonly options: ClientOptions }[];
  readonly settings: Settings;
  readonly fleet: RunningFleet;
  readonly time: ServiceTime;
  readonly tell: (text: string) => void;
}

/** Without `--drain`: so long is waited at the end for what is under way. */
const LAST_SECONDS = 30;
/** Offers under way at the end get so long to come in. */
const GRACE_MILLISECONDS = 2000;

/** Jobs that are handed in while the rehearsal runs, and their end. */
export class HandingIn {
  private readonly callers: readonly { readonly from: string; readonly caller: JobCaller }[];
  private traffic: JobTraffic | undefined;

  public constructor(private readonly options: HandingInOptions) {
    this.callers = options.sources.map(({ from, options }) => ({ from, caller: new JobCaller(options) }));
  }

  /** @param since service time at which that of the traffic begins */
  public start(since: number): void {
    const { settings, time } = this.options;
    this.traffic = new JobTraffic({ sources: this.callers, jobsPerSecond: settings.jobsPerSecond, time, since });
    this.traffic.start();
  }

  /** What its caller knows of every job that was accepted. */
  public get records(): readonly JobRecord[] {
    return this.traffic?.records ?? [];
  }

  /** Of those that were not accepted, by the reason. */
  public get refused(): ReadonlyMap<string, number> {
    return this.traffic?.refused ?? new Map();
  }

  /** By the cell that accepted them. */
  public counts(): ReadonlyMap<string, JobCounts> {
    const { records } = this;
    const homes = [...new Set(records.map(({ home }) => home))].sort();
    return new Map(
      homes.map((each) => [
        each,
        countsOf(
          records.filter(({ home }) => home === each),
          undefined,
        ),
      ]),
    );
  }

  /** Hands in no more, waits for what may still come, and reckons up. */
  public async end(kills: JobCourse['kills'], now: () => number): Promise<JobsSummary> {
    const { settings, fleet, tell } = this.options;
    const traffic = this.traffic!;
    await traffic.endOffers(GRACE_MILLISECONDS);
    const seconds = settings.drainSeconds ?? LAST_SECONDS;
    await traffic.drained(seconds, (waiting) => tell(`${waiting} jobs wait; they are given ${seconds} s`));
    const letters = jobsInLetters(fleet.deadLetters());
    const contradictions = await traffic.contradictions();
    const { records, refused } = traffic;
    return summarizeJobs({ records, refused, letters, contradictions, kills, now: now() });
  }

  public async stop(): Promise<void> {
    this.traffic?.stop();
    await Promise.all(this.callers.map(({ caller }) => caller.close()));
  }
}
