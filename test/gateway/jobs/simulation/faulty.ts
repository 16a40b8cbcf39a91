import type { Clock } from '../../../../lib/gateway/clock';
import { wait } from '../../../../lib/gateway/jobs/wait';
import type { Random } from './random';

export interface Faults {
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds of a call, from and to. */
  readonly latency: readonly [number, number];
  /** The share of calls that fail and do nothing. */
  readonly lost: number;
  /** The share of calls that are carried out, and seem to fail. */
  readonly ambiguous: number;
  /** Is the connection down? Then every call fails. */
  readonly isDown: () => boolean;
}

/** The same service over a network. */
export function faulty<T extends object>(service: T, faults: Faults): T {
  const { clock, random, latency, lost, ambiguous, isDown } = faults;
  return new Proxy(service, {
    get: (target, name) => {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        await wait(clock, random.between(latency[0], latency[1]));
        if (isDown() || random.chance(lost)) throw new Error('the connection is lost');
        const result = await member.apply(target, args);
        if (random.chance(ambiguous) || isDown()) throw new Error('no answer came in time');
        return result;
      };
    },
  });
}
