import { setTimeout as wait } from 'node:timers/promises';
import type { Rehearsal } from '../../../lib/rehearsal/rehearsal';
import { Client } from '../../../lib/rehearsal/traffic/client';
import type { Outcome } from '../../../lib/rehearsal/traffic/record';
import { CachingResolver } from '../../../lib/rehearsal/traffic/resolver';
import { SLOWLY } from './slow-model';

export interface Crowd {
  /** What came of each request: `aws:eu-west-1`, `http-500`. */
  readonly came: readonly string[];
  /** At once, whatever is under way. */
  leave(): Promise<void>;
}

/** One who is refused waits so long before asking again: not so short that the API's own throttle speaks first. */
const PATIENCE_MILLISECONDS = 2000;

/** So many callers beside a Region, each with a long stream and, when that is over, the next: who asks as DNS says. */
export function crowd(
  { dns, fleet, keys, lookout, time, trust }: Rehearsal,
  { from, callers, speed }: { readonly from: string; readonly callers: number; readonly speed: number },
): Crowd {
  const place = dns.find(({ region }) => region === from);
  const client = new Client({
    ...{ addresses: fleet.addresses, apiKey: () => keys.current.text, model: lookout.model, trust },
    baseUrl: `https://${lookout.domain}:${fleet.port}/v1`,
    resolver: new CachingResolver(place?.port ?? 0, time.now, (ttl) => ttl * speed),
    timeoutMilliseconds: (lookout.deadlineSeconds + 5) * 1000,
  });
  const came: string[] = [];
  let over = false;
  const call = async () => {
    while (!over) {
      const outcome: Outcome = await client.ask(`Tell me a long story, ${SLOWLY}.`, true);
      if (over) return;
      came.push(outcome.kind === 'answered' ? outcome.cell : outcome.reason);
      if (outcome.kind === 'failed') await wait(PATIENCE_MILLISECONDS);
    }
  };
  const calls = Array.from({ length: callers }, call);
  return {
    came,
    async leave() {
      over = true;
      await client.close();
      await Promise.all(calls);
    },
  };
}
