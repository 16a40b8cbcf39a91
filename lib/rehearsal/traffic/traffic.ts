import { every, type ServiceTime } from '../time';
import { within } from '../within';
import type { Client } from './client';
import type { Outcome, RequestRecord } from './record';

export interface Source {
  /** The AWS Region beside which this client stands. */
  readonly from: string;
  readonly client: Pick<Client, 'ask' | 'close'>;
}

export interface TrafficOptions {
  readonly sources: readonly Source[];
  /** Of all clients together, a second of service time. */
  readonly requestsPerSecond: number;
  readonly time: ServiceTime;
  readonly onRecord: (record: RequestRecord) => void;
}

/** More than this under way at one client is no traffic but a jam; what would come on top counts as failed. */
const MOST_UNDER_WAY = 64;

export interface Traffic {
  /** Sends no more, waits for what is under way at most so long, closes the clients, and tells how many it cut off. */
  stop(graceMilliseconds: number): Promise<number>;
}

/** Steady traffic in equal shares, every other request streamed. */
export function startTraffic(options: TrafficOptions): Traffic {
  const { sources, time } = options;
  const gap = sources.length / options.requestsPerSecond;
  const underWay = new Set<Promise<void>>();
  let over = false;
  const stops = sources.map((source, index) => {
    let count = 0;
    let mine = 0;
    const send = async () => {
      const startedAt = time.now();
      const streaming = count % 2 === 1;
      const question = `Request ${++count} from ${source.from}: are you there?`;
      mine += 1;
      const outcome: Outcome =
        mine > MOST_UNDER_WAY
          ? { kind: 'failed', reason: 'client-jammed' }
          : await source.client.ask(question, streaming);
      mine -= 1;
      // What the end of the rehearsal cut off did not fail.
      if (!over) options.onRecord({ startedAt, endedAt: time.now(), from: source.from, outcome });
    };
    let stopEvery = () => {};
    // Evenly spread: the clients take turns instead of asking at once.
    const stopFirst = time.after((gap * index) / sources.length, () => {
      stopEvery = every(time, gap, () => {
        const one = send();
        underWay.add(one);
        one.finally(() => underWay.delete(one));
      });
    });
    return () => {
      stopFirst();
      stopEvery();
    };
  });
  return {
    async stop(graceMilliseconds) {
      for (const stop of stops) stop();
      await within(graceMilliseconds, underWay);
      over = true;
      const unfinished = underWay.size;
      await Promise.all(sources.map((source) => source.client.close()));
      return unfinished;
    },
  };
}
