import { randomUUID } from 'node:crypto';
import { every, type ServiceTime } from '../../time';
import { within } from '../../within';
import type { JobCaller } from './job-caller';
import type { JobRecord } from './job-record';

export interface JobSource {
  /** The AWS Region beside which who hands in jobs stands. */
  readonly from: string;
  readonly caller: Pick<JobCaller, 'offer' | 'ask'>;
}

export interface JobTrafficOptions {
  readonly sources: readonly JobSource[];
  /** Of all of them together, a second of service time. */
  readonly jobsPerSecond: number;
  readonly time: ServiceTime;
  /** Service time at which the traffic's own begins. */
  readonly since: number;
}

/** Who waits for a job asks after so many seconds, and then half as often each time. */
const FIRST_ASKED_SECONDS = 5;
const LONGEST_ASKED_SECONDS = 60;
/** What is asked at once; who comes on top comes again. */
const MOST_ASKED = 8;

/** So many jobs are asked about once more from everywhere at the end. */
const MOST_COMPARED = 300;
/** Of this machine's clock: so long is waited for what cells say at the end, however fast service time runs. */
const LEAST_MILLISECONDS = 2000;

/** Jobs handed in at an even rate, and what became of each. */
export class JobTraffic {
  public readonly records: JobRecord[] = [];
  /** Of those that were not accepted, by the reason. Nobody was promised anything. */
  public readonly refused = new Map<string, number>();
  private readonly cancels: (() => void)[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private asking = 0;
  private stopped = false;

  public constructor(private readonly options: JobTrafficOptions) {}

  public start(): void {
    const { sources, jobsPerSecond, time } = this.options;
    const gap = sources.length / jobsPerSecond;
    for (const [index, source] of sources.entries()) {
      const first = time.after((gap * (index + 0.5)) / sources.length, () => {
        this.cancels.push(every(time, gap, () => this.keep(this.offer(source))));
      });
      this.cancels.push(first);
    }
  }

  /** Hands in no more. */
  public async endOffers(graceMilliseconds: number): Promise<void> {
    for (const cancel of this.cancels.splice(0)) cancel();
    await within(graceMilliseconds, this.underWay);
  }

  /** Settles once every job is over, or so many seconds have passed. */
  public async drained(seconds: number, tell: (waiting: number) => void): Promise<void> {
    const { time } = this.options;
    const until = time.now() + seconds;
    for (let round = 0; ; round += 1) {
      await within(Math.max(LEAST_MILLISECONDS, time.wallMilliseconds(until - time.now())), [this.askAll()]);
      const waiting = this.records.filter(({ over }) => over === undefined).length;
      if (waiting === 0 || time.now() >= until) return;
      if (round === 0) tell(waiting);
      await new Promise<void>((wake) => time.after(Math.min(FIRST_ASKED_SECONDS, until - time.now()), wake));
    }
  }

  /**
   * How many jobs came to two ends, by what callers from different places are told. Of many jobs the youngest are asked
   * about, and before them those that another cell than their home answered.
   */
  public async contradictions(): Promise<number> {
    const over = this.records.filter((record) => record.over !== undefined).reverse();
    const isRescued = ({ home, over }: JobRecord) => over?.state !== 'done' || over.by !== home;
    const asked = [...over.filter(isRescued), ...over.filter((one) => !isRescued(one))].slice(0, MOST_COMPARED);
    let found = 0;
    while (asked.length > 0) {
      const differ = await Promise.all(asked.splice(0, MOST_ASKED).map((record) => this.isTwofold(record)));
      found += differ.filter(Boolean).length;
    }
    return found;
  }

  private async isTwofold({ id }: JobRecord): Promise<boolean> {
    const said = await Promise.all(this.options.sources.map(({ caller }) => caller.ask(id)));
    return new Set(said.flatMap((one) => (one.kind === 'over' ? [JSON.stringify(one)] : []))).size > 1;
  }

  private async askAll(): Promise<void> {
    const open = this.records.filter(({ over }) => over === undefined);
    while (open.length > 0) await Promise.all(open.splice(0, MOST_ASKED).map((record) => this.ask(record)));
  }

  public stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels.splice(0)) cancel();
  }

  private async offer({ from, caller }: JobSource): Promise<void> {
    const { time, since } = this.options;
    const offered = await caller.offer(`Job from ${from}: what is in this?`, randomUUID());
    if (offered.kind === 'refused') {
      this.refused.set(offered.reason, (this.refused.get(offered.reason) ?? 0) + 1);
      return;
    }
    const record: JobRecord = { id: offered.id, home: offered.home, acceptedAt: time.now() - since };
    this.records.push(record);
    this.follow(record, FIRST_ASKED_SECONDS);
  }

  private follow(record: JobRecord, seconds: number): void {
    this.options.time.after(seconds, () => {
      if (this.stopped || record.over !== undefined) return;
      if (this.asking >= MOST_ASKED) {
        this.follow(record, seconds);
        return;
      }
      this.asking += 1;
      const asked = this.ask(record).finally(() => {
        this.asking -= 1;
        if (record.over === undefined) this.follow(record, Math.min(LONGEST_ASKED_SECONDS, 2 * seconds));
      });
      this.keep(asked);
    });
  }

  private async ask(record: JobRecord): Promise<void> {
    const { sources, time, since } = this.options;
    const said = await sources[this.records.indexOf(record) % sources.length].caller.ask(record.id);
    if (said.kind === 'unknown-job') record.isUnknown = true;
    if (said.kind === 'waiting') record.isUnknown = false;
    if (said.kind !== 'over') return;
    const at = said.finishedAt - time.since / 1000 - since;
    record.over = { ...said.end, at: Math.max(record.acceptedAt, at) };
    record.isUnknown = false;
  }

  private keep(one: Promise<void>): void {
    const kept = one.finally(() => this.underWay.delete(kept));
    this.underWay.add(kept);
  }
}
