import { homeOf, type JobId, type JobMessage } from '../../../contract/job';
import type { Route } from '../../../contract/route';
import type { TakeSpans } from '../../observe/spans/traced';
import { bringHome, tellAbroad } from '../abroad';
import { watchOf } from '../accept';
import { type Advanced, advance } from '../advance';
import type { ObserveJobs } from '../events';
import type { Delivery, JobQueue } from '../job-queue';
import { claimed, type Look, withAbroad } from '../look';
import { consistencyOf, type JobPlace } from '../place';
import { PulseWriter } from '../pulse';
import { isSuspect, isWornOut, revive } from '../steps';
import { wait } from '../wait';
import { ensure } from '../write';
import { Attempt } from './attempt';
import type { Leaving } from './leaving';
import type { Pace } from './pace';
import { Room } from './room';
import { heldFor, type Models } from './try-job';
import type { Notify } from './webhook';
import { settleWebhook } from './webhook';

export interface WorkerOptions {
  readonly place: JobPlace;
  readonly queue: JobQueue;
  readonly routes: readonly Route[];
  readonly models: Models;
  readonly pace: Pace;
  /** Has traffic been led away from this cell? Then it takes up nothing. */
  readonly isEvacuated: () => Promise<boolean>;
  readonly notify: Notify;
  readonly observe: ObserveJobs;
  /** Takes the spans of what is tried; undefined where nobody wants them. */
  readonly spans?: TakeSpans;
  /** Undefined where the platform lets a worker come to its end. */
  readonly leaving?: Leaving;
}

/** Seconds until what was put off is looked at again. */
const EVACUATED_SECONDS = 300;
const LEAST_HELD_SECONDS = 30;
/**
 * The longest that a job is put off while the models are down. Once they are back the backlog comes back within so long:
 * soon enough that a model is kept busy, and seldom enough that waiting costs little.
 */
const MOST_HELD_SECONDS = 300;
const TROUBLE_SECONDS = 60;
const LEAVING_SECONDS = 1;
/** The longest that a message waits in a worker's hands for its turn. */
const MOST_WAIT_MILLISECONDS = 20_000;

/** What is to become of a delivery. */
type Fate = 'done-with' | { readonly deferSeconds: number };

/** Takes up what the queue hands out. It says nothing of order, and may be handed the same job twice: the ledger decides. */
export class Worker {
  private readonly pulse: PulseWriter;
  private readonly attempt: Attempt;
  private readonly room: Room;

  public constructor(private readonly options: WorkerOptions) {
    this.pulse = new PulseWriter(options.place);
    this.attempt = new Attempt(options);
    this.room = new Room(options.place.clock);
  }

  /** Rejects only where neither the ledger nor the queue can be told anything: then the message comes again by itself. */
  public async handle(delivery: Delivery): Promise<void> {
    const { queue, observe } = this.options;
    const { job } = delivery.message;
    let fate: Fate;
    try {
      fate = await this.fateOf(delivery);
    } catch (error) {
      observe({ event: 'job', what: 'failed', job, why: (error as Error).name });
      fate = { deferSeconds: TROUBLE_SECONDS };
    }
    if (fate === 'done-with') await queue.acknowledge(delivery);
    else await queue.defer(delivery, fate.deferSeconds);
  }

  /** Milliseconds for which no job at all could be answered here, of which the ledger is told. */
  public async rest(): Promise<number> {
    const held = this.heldForAll();
    if (held > 0) await this.holding();
    return held;
  }

  private async fateOf(delivery: Delivery): Promise<Fate> {
    const { place, isEvacuated } = this.options;
    const { message } = delivery;
    // Nobody knows how long a thing that is no job's id would be asked about.
    if (homeOf(message.job) === undefined) return 'done-with';
    if (await isEvacuated()) {
      await this.pulse.evacuating();
      return { deferSeconds: EVACUATED_SECONDS };
    }
    const isHeld = this.heldForAll();
    if (isHeld > 0) return this.hold(message, isHeld);
    const look = await this.look(message);
    // The message may be faster than the ledger. What was never accepted is forgotten after a while.
    if (look === undefined) {
      const isOld = place.clock.now() - message.queuedAt > place.config.times.rescueAfter * 1000;
      return isOld ? 'done-with' : { deferSeconds: LEAST_HELD_SECONDS };
    }
    if (look.over !== undefined) return this.afterwards(look, 'duplicate');
    if (look.watch !== undefined && look.watch.body.keeper !== place.cell) return this.suppress(look);
    return this.takeUp(delivery, look);
  }

  private async look(message: JobMessage): Promise<Look | undefined> {
    const { place } = this.options;
    const look = await withAbroad(place, message.job, await place.ledger.read(message.job));
    if (message.redriven !== true || look?.over?.body.outcome.kind !== 'dead') return look;
    const revived = await advance(place, message.job, revive);
    await ensure(place.ledger, watchOf(place, message.job, place.clock.now(), look.accepted.expiresAt));
    return revived?.look;
  }

  private async takeUp(delivery: Delivery, look: Look): Promise<Fate> {
    const { place, routes, models, pace, leaving } = this.options;
    const { clock } = place;
    const { body } = look.accepted;
    if (leaving?.soon.aborted) return this.giveBack(look.id);
    if (clock.now() >= body.deadline) return this.bury(look, 'deadline-passed', 'it was not answered in time');
    if (isWornOut(look)) return this.bury(look, 'attempts-exhausted', 'it was tried too often, to no good end');
    const route = routes.find(({ name }) => name === body.route);
    if (route === undefined) return this.bury(look, 'model_not_found', `there is no route \`${body.route}\` any more`);
    const other = claimed(look, clock.now());
    if (other !== undefined) return { deferSeconds: seconds(other.until - clock.now(), LEAST_HELD_SECONDS) };

    const deadlineSeconds = Math.min(route.deadlineSeconds, place.config.times.attempt);
    const asked = { ...route, floor: body.floor, deadlineSeconds };
    const held = heldFor(models.steps, asked);
    if (held > 0) return this.hold(delivery.message, held);
    const turn = pace.take(MOST_WAIT_MILLISECONDS);
    if (turn === undefined) return this.putOff(look.id, 'not-its-turn', 0);
    await this.pulse.worked(delivery.message.queuedAt);
    await wait(clock, turn, leaving?.soon);
    if (leaving?.soon.aborted) return this.giveBack(look.id);
    const leave = await this.room.enter(isSuspect(look), MOST_WAIT_MILLISECONDS);
    if (leave === undefined) return this.putOff(look.id, 'not-its-turn', 0);
    const tried = await this.attempt.run(delivery, look, asked).finally(leave);
    switch (tried.kind) {
      case 'over':
        return this.afterwards(tried.look, tried.isOurs ? tried.what : 'late-answer');
      case 'taken':
        return { deferSeconds: LEAST_HELD_SECONDS };
      case 'dead':
        return this.bury(look, tried.code, tried.message, tried.attempts);
      case 'unanswered':
        return { deferSeconds: tried.deferSeconds };
    }
  }

  /** The letter first: a death that nobody was told of would be a job that is lost. */
  private async bury(look: Look, code: string, message: string, attempts = 0): Promise<Fate> {
    const { queue } = this.options;
    await queue.bury({ job: look.id, queuedAt: look.accepted.body.acceptedAt, reason: `${code}: ${message}` });
    const ended: Advanced | undefined = await this.attempt.end(look.id, { kind: 'dead', code, message }, attempts);
    return ended === undefined ? 'done-with' : this.afterwards(ended.look, 'dead');
  }

  /** Of a job that is over: its webhook is owed, and then nobody need watch it any more. */
  private async afterwards(look: Look, what: 'done' | 'dead' | 'duplicate' | 'late-answer'): Promise<Fate> {
    const { place, notify, observe } = this.options;
    const milliseconds = place.clock.now() - look.accepted.body.acceptedAt;
    observe({ event: 'job', what, job: look.id, route: look.accepted.body.route, milliseconds });
    await bringHome(place, look);
    await tellAbroad(place, look);
    const wait = await settleWebhook(place, look, notify, observe);
    if (wait !== undefined) return { deferSeconds: wait };
    // Of an eventual ledger the sweep closes it, once every replica must know of the end.
    if (consistencyOf(place) === 'strong' && look.watch !== undefined) await place.ledger.remove(look.id, 'watch');
    return 'done-with';
  }

  private suppress(look: Look): Fate {
    this.options.observe({ event: 'job', what: 'duplicate', job: look.id, why: 'another cell keeps it' });
    return 'done-with';
  }

  /** Milliseconds until some job at all could be answered: until then the ledger need not be asked about any. */
  private heldForAll(): number {
    const { routes, models } = this.options;
    const queued = routes.filter(({ queue }) => queue === 'allowed');
    return queued.length === 0 ? 0 : Math.min(...queued.map((route) => heldFor(models.steps, route)));
  }

  /** Longer each time, so that who waits long asks seldom. */
  private async hold({ job, queuedAt }: JobMessage, milliseconds: number): Promise<Fate> {
    const { place } = this.options;
    await this.holding();
    return this.putOff(job, 'models-down', Math.max(milliseconds, place.clock.now() - queuedAt));
  }

  private async holding(): Promise<void> {
    this.options.pace.hold();
    await this.pulse.holding();
  }

  private giveBack(job: JobId): Fate {
    this.options.observe({ event: 'job', what: 'deferred', job, why: 'worker-ends' });
    return { deferSeconds: LEAVING_SECONDS };
  }

  private putOff(job: JobId, why: string, milliseconds: number): Fate {
    this.options.observe({ event: 'job', what: 'deferred', job, why });
    return { deferSeconds: seconds(milliseconds, LEAST_HELD_SECONDS) };
  }
}

function seconds(milliseconds: number, least: number): number {
  return Math.min(MOST_HELD_SECONDS, Math.max(least, Math.ceil(milliseconds / 1000)));
}
