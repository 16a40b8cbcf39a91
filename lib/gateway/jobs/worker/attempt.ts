import { type JobId, PAYLOADS_PREFIX } from '../../../contract/job';
import type { Route } from '../../../contract/route';
import { parseRequest } from '../../chat/parse-request';
import { traced } from '../../observe/spans/traced';
import { type Advanced, advance } from '../advance';
import type { Delivery } from '../job-queue';
import { linked } from '../linked';
import { type Look, standsAbroad } from '../look';
import type { Payload } from '../payloads';
import type { Ending } from '../rows';
import { claim, end, extend, holds, release } from '../steps';
import { tryEvent, trySpan } from './told';
import { type Tried, tryJob } from './try-job';
import type { WorkerOptions } from './worker';

export type Attempted =
  /** `isOurs`: by this try. Else somebody else was first, and what this one has is thrown away. */
  | { readonly kind: 'over'; readonly look: Look; readonly isOurs: boolean; readonly what: 'done' }
  /** Somebody else has just taken it up. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'dead'; readonly code: string; readonly message: string; readonly attempts: number }
  | { readonly kind: 'unanswered'; readonly deferSeconds: number };

/** A claim lasts so long, and is renewed while its worker lives: so long after its death another may take it up. */
const LEASE_MILLISECONDS = 90_000;
const RENEWALS = 3;
/** A job that failed while others did not waits longer each time. */
const FIRST_BACKOFF_SECONDS = 30;
const LONGEST_BACKOFF_SECONDS = 900;

/** One try of one job. */
export class Attempt {
  /** When a model last answered any job. */
  private answeredAt = Number.NEGATIVE_INFINITY;

  public constructor(private readonly options: WorkerOptions) {}

  public async run(delivery: Delivery, look: Look, route: Route): Promise<Attempted> {
    const { place, models, pace, spans, observe, leaving } = this.options;
    const { clock, payloads } = place;
    const { id } = look;
    const parsed = parseRequest(await payloads.text(look.accepted.body.request));
    if (parsed.kind === 'mistakes') return { ...deadBy(parsed.mistakes[0]), attempts: 0 };
    const by = place.random();
    const now = clock.now();
    const claiming = await advance(place, id, (seen, mine) =>
      holds(mine, by) ? undefined : claim(by, now, now + LEASE_MILLISECONDS)(seen, mine),
    );
    if (claiming === undefined || !holds(claiming.mine, by)) {
      return claiming?.look.over === undefined
        ? { kind: 'taken' }
        : { kind: 'over', look: claiming.look, isOurs: false, what: 'done' };
    }
    const { trace, deadline } = look.accepted.body;
    const recorded = traced(spans, trace, parsed.request, now);
    const letGo = this.keepUp(delivery, id, by);
    let tried: Tried;
    try {
      const request = { ...parsed.request, trace: recorded?.context ?? trace };
      tried = await linked(leaving?.now, (caller) =>
        tryJob(models, route, request, { deadline, caller, traced: recorded }),
      );
    } finally {
      letGo();
    }
    const event = tryEvent({ job: id, route: route.name, tried, milliseconds: clock.now() - now, trace });
    observe(event);
    recorded?.ended(trySpan(event, place.cell), event);
    if (tried.kind === 'answered') this.answeredAt = clock.now();
    if (tried.kind === 'answered') return this.answered(look, by, tried);
    if (tried.kind === 'refused') return { ...deadBy(tried), attempts: tried.calls.length };
    if (tried.throttled) pace.throttled();
    const { suspicion, calls } = tried;
    // Failures say something of the job only where others were answered meanwhile.
    const isToBlame = suspicion === 'strong' || (suspicion === 'weak' && this.answeredAt > now);
    const released = await advance(place, id, release(by, calls.length, isToBlame));
    // Broken off since this worker ends: another may begin at once.
    if (leaving?.now.aborted) return { kind: 'unanswered', deferSeconds: 0 };
    return { kind: 'unanswered', deferSeconds: backoff(isToBlame ? (released?.mine.strikes ?? 1) : 1) };
  }

  /** Undefined where the job is gone. */
  public end(
    id: JobId,
    ending: Ending,
    attempts: number,
    by = this.options.place.random(),
  ): Promise<Advanced | undefined> {
    const { place } = this.options;
    return advance(place, id, end(by, { ...ending, by: place.cell, at: place.clock.now() }, attempts));
  }

  private async answered(look: Look, by: string, tried: Extract<Tried, { kind: 'answered' }>): Promise<Attempted> {
    const { servedBy, text } = tried;
    const { id } = look;
    const answer = await this.keep(look, `${PAYLOADS_PREFIX}${id}/answer-${by}`, text);
    const ended = await this.end(id, { kind: 'done', servedBy, answer }, servedBy.attempts, by);
    if (ended === undefined) return { kind: 'taken' };
    return { kind: 'over', look: ended.look, isOurs: isBy(ended, by), what: 'done' };
  }

  /** The answer of a job that stands in both clouds is kept in both, where the other one can be reached. */
  private async keep(look: Look, key: string, text: string): Promise<Payload> {
    const { payloads } = this.options.place;
    const kept = await payloads.keep(key, text);
    return standsAbroad(look) ? payloads.keepAbroad(kept, text).catch(() => kept) : kept;
  }

  /** Keeps the message hidden and the claim alive while a model works, until what is returned is called. */
  private keepUp(delivery: Delivery, id: JobId, by: string): () => void {
    const { place, queue } = this.options;
    const { clock, config } = place;
    let stopped = false;
    let callOff: () => void;
    const renew = () => {
      callOff = clock.after(LEASE_MILLISECONDS / RENEWALS, () => {
        if (stopped) return;
        // What fails is tried again with the next renewal; the claim outlives two that fail.
        queue.extend(delivery, config.times.visibility).catch(() => undefined);
        advance(place, id, extend(by, clock.now() + LEASE_MILLISECONDS)).catch(() => undefined);
        renew();
      });
    };
    renew();
    return () => {
      stopped = true;
      callOff();
    };
  }
}

function deadBy({ code, message }: { readonly code: string; readonly message: string }) {
  return { kind: 'dead', code, message } as const;
}

function isBy({ mine }: Advanced, by: string): boolean {
  return mine.outcome !== undefined && mine.claim?.by === by;
}

function backoff(strikes: number): number {
  return Math.min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2 ** Math.max(0, strikes - 1));
}
