import type { CellId } from '../../../contract/cell';
import { homeOf, type JobId } from '../../../contract/job';
import { advance } from '../advance';
import type { ObserveJobs } from '../events';
import type { JobQueue } from '../job-queue';
import type { ListedRow, Row } from '../ledger';
import { claimed, type Look, lookAround, standsAbroad, withAbroad } from '../look';
import { consistencyOf, type JobPlace, ownProgress } from '../place';
import { isHolding, isWaiting, pulseOf } from '../pulse';
import { FACETS, lane, markOf, type Pulse, progressFacet, SHARDS, shardOf, timeOf, type Watch } from '../rows';
import { adopt, isSaid } from '../steps';
import { isSettled } from '../worker/webhook';
import { patienceOf } from './patience';

export interface SweepOptions {
  readonly place: JobPlace;
  readonly queue: JobQueue;
  readonly isEvacuated: () => Promise<boolean>;
  readonly observe: ObserveJobs;
}

export interface Swept {
  /** Watches that were looked at. */
  readonly looked: number;
  /** Jobs of this cell that were put into its queue again. */
  readonly requeued: number;
  /** Jobs of other cells that this one has taken over. */
  readonly rescued: number;
  /** Watches of jobs that are over, taken away. */
  readonly closed: number;
}

const PAGE = 100;
/** Looked at together. */
const TOGETHER = 10;
/** An end is safe once every replica must know of it: eventual ones lag by a second or so. */
const SETTLED_MILLISECONDS = 120_000;

type Finding = 'requeued' | 'rescued' | 'closed' | 'left';

/**
 * Goes through the watches that are overdue, this cell's own first, and takes up what nobody else does. A job is never
 * lost as long as some cell sweeps: what is in no queue any more is still watched.
 */
export class Sweep {
  public constructor(private readonly options: SweepOptions) {}

  /**
   * @param until when to stop, in milliseconds since the epoch; the rest is the next one's
   * Rejects where the ledger cannot be read.
   */
  public async run(until: number): Promise<Swept> {
    const { place, isEvacuated } = this.options;
    const swept = { looked: 0, requeued: 0, rescued: 0, closed: 0 };
    if (await isEvacuated()) return swept;
    const { cell, config, clock } = place;
    const own = await pulseOf(place, cell);
    // What cannot be answered here is no better off here.
    const isDown = isHolding(own, clock.now());
    const others = config.cells.map(({ id }) => id).filter((id) => id !== cell);
    for (const keeper of [cell, ...others]) {
      if (clock.now() >= until) break;
      const pulse = keeper === cell ? own : await pulseOf(place, keeper);
      await this.keptBy(keeper, { pulse, isDown, until }, swept);
    }
    return swept;
  }

  private async keptBy(
    keeper: CellId,
    { pulse, isDown, until }: { pulse: Pulse | undefined; isDown: boolean; until: number },
    swept: { looked: number } & Record<Exclude<Finding, 'left'>, number>,
  ): Promise<void> {
    const { place } = this.options;
    for (const shard of SHARDS) {
      const from = lane('open', keeper, shard);
      const before = markOf(place.clock.now() - patienceOf(place, keeper) * 1000);
      let after: string | undefined;
      for (;;) {
        const rows = await place.ledger.list(from, { before, after, limit: PAGE });
        for (let at = 0; at < rows.length; at += TOGETHER) {
          if (place.clock.now() >= until) return;
          const together = rows.slice(at, at + TOGETHER);
          const found = await Promise.all(together.map((row) => this.look(row, keeper, pulse, isDown)));
          swept.looked += found.length;
          for (const finding of found) if (finding !== 'left') swept[finding] += 1;
        }
        if (rows.length < PAGE) break;
        after = rows[rows.length - 1].mark;
      }
    }
  }

  private async look(listed: ListedRow, keeper: CellId, pulse: Pulse | undefined, isDown: boolean): Promise<Finding> {
    const { place, observe } = this.options;
    const { ledger, clock, config, cell } = place;
    const id = listed.id as JobId;
    const now = clock.now();
    const queuedAt = timeOf(listed.mark);
    if (now - queuedAt < patienceOf(place, keeper, id) * 1000) return 'left';
    try {
      const look = keeper === cell ? await withAbroad(place, id, await ledger.read(id)) : await lookAround(place, id);
      if (look === undefined) {
        // A watch of what was never accepted, once nobody can be about to.
        if (now - queuedAt < 2 * config.times.rescueAfter * 1000) return 'left';
        await ledger.remove(id, FACETS.watch);
        return 'closed';
      }
      const { watch, over } = look;
      // The list lags behind.
      if (watch === undefined || watch.body.keeper !== keeper || watch.listed?.mark !== listed.mark) return 'left';
      if (over !== undefined && isSettled(look)) return await this.close(look, watch);
      if (isDown || claimed(look, now) !== undefined || isWaiting(pulse, queuedAt, now)) return 'left';
      return await this.takeUp(look, watch);
    } catch (error) {
      observe({ event: 'job', what: 'failed', job: id, why: (error as Error).name });
      return 'left';
    }
  }

  /** Of a job that is over: once every replica that there will be knows its end, nobody need watch it. */
  private async close(look: Look, watch: Row<Watch>): Promise<Finding> {
    const { place } = this.options;
    const { ledger, clock } = place;
    if (consistencyOf(place) === 'eventual' || standsAbroad(look)) {
      const { body } = look.over!;
      const mine = look.progress.find((row) => row.facet === progressFacet(ownProgress(place)))?.body;
      // Should the cell that wrote it be gone, not all may have heard of it: this one says it again, and waits once more.
      if (mine === undefined || !isSaid(mine, body.outcome)) {
        await advance(place, look.id, adopt(body));
        await this.keep(look, watch);
        return 'left';
      }
      if (clock.now() - Math.max(body.outcome.at, watch.body.at) < SETTLED_MILLISECONDS) return 'left';
    }
    await ledger.remove(look.id, FACETS.watch);
    return 'closed';
  }

  /** On the condition that nobody else does meanwhile. */
  private keep(look: Look, watch: Row<Watch>): Promise<boolean> {
    const { cell, ledger, clock } = this.options.place;
    const at = clock.now();
    return ledger.replace({
      ...watch,
      version: watch.version + 1,
      body: { keeper: cell, at },
      listed: { lane: lane('open', cell, shardOf(look.id)), mark: markOf(at, look.id) },
    });
  }

  private async takeUp(look: Look, watch: Row<Watch>): Promise<Finding> {
    const { place, queue, observe } = this.options;
    const { cell, clock } = place;
    const at = clock.now();
    if (!(await this.keep(look, watch))) return 'left';
    // Should the queue not take it, it is overdue again after a while.
    await queue.send({ job: look.id, queuedAt: at });
    const what = watch.body.keeper === cell ? 'requeued' : 'rescued';
    observe({ event: 'job', what, job: look.id, why: `kept by ${watch.body.keeper}, of ${homeOf(look.id)}` });
    return what;
  }
}
