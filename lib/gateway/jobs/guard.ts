import type { Clock } from '../clock';
import type { Ledger } from './ledger';
import type { PayloadStore } from './payload-store';

const FAILURES = 2;
/** So long nobody waits for what has just failed them. */
const PAUSE_MILLISECONDS = 10_000;

/** Somebody else has just waited for it in vain. */
export class KnownDark extends Error {
  public override readonly name = 'KnownDark';
}

/**
 * Of what may be dark for hours, such as another cloud: after two calls in a row that failed, further ones fail at once for
 * a while, instead of each after its time.
 */
export class Guard {
  private failures = 0;
  private failedAt = Number.NEGATIVE_INFINITY;

  public constructor(private readonly clock: Clock) {}

  public async call<T>(make: () => Promise<T>): Promise<T> {
    const isDark = this.failures >= FAILURES && this.clock.now() - this.failedAt < PAUSE_MILLISECONDS;
    if (isDark) throw new KnownDark('it failed just now');
    try {
      const result = await make();
      this.failures = 0;
      return result;
    } catch (error) {
      this.failures += 1;
      this.failedAt = this.clock.now();
      throw error;
    }
  }

  public ledger(ledger: Ledger): Ledger {
    return {
      read: (id) => this.call(() => ledger.read(id)),
      insert: (row) => this.call(() => ledger.insert(row)),
      replace: (row) => this.call(() => ledger.replace(row)),
      remove: (id, facet) => this.call(() => ledger.remove(id, facet)),
      list: (lane, options) => this.call(() => ledger.list(lane, options)),
    };
  }

  public store(store: PayloadStore): PayloadStore {
    return {
      put: (key, text) => this.call(() => store.put(key, text)),
      get: (key) => this.call(() => store.get(key)),
    };
  }
}
