import type { Pool } from 'undici';
import { lazy } from './lazy';

/** A connection that takes longer is as good as none. */
const CONNECT_TIMEOUT_MILLISECONDS = 2000;

/**
 * Connections to one origin that are kept open between calls; undici is loaded with the first one. The signal of a call
 * bounds its time, the pool only a connection's.
 */
export function connectionPool(origin: string): () => Promise<Pool> {
  return lazy(async () => {
    const undici = await import('undici');
    const timeouts = { headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MILLISECONDS } };
    return new undici.Pool(origin, timeouts);
  });
}
