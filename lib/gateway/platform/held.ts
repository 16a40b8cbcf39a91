import type { Clock } from '../clock';

/** Good until then, in milliseconds since the epoch. */
export interface Expiring {
  readonly expiresAt: number;
}

/**
 * What is good for a while: fetched with the first use, kept until shortly before it ends, then renewed behind its
 * readers' backs. Whoever gives it out may be dark meanwhile: that hurts nobody while what is in hand is good.
 *
 * @param margin milliseconds before its end from which on a new one is fetched
 */
export function held<T extends Expiring>(load: () => Promise<T>, margin: number, clock: Clock): () => Promise<T> {
  let inHand: T | undefined;
  let loading: Promise<T> | undefined;

  async function renew(): Promise<T> {
    inHand = await load();
    return inHand;
  }

  return async () => {
    const now = clock.now();
    if (inHand !== undefined && now < inHand.expiresAt - margin) return inHand;
    loading ??= renew().finally(() => {
      loading = undefined;
    });
    if (inHand === undefined || now >= inHand.expiresAt) return loading;
    loading.catch(() => undefined);
    return inHand;
  };
}
