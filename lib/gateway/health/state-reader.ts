import type { CellId } from '../../contract/cell';
import type { Clock } from '../clock';
import type { StateReader } from './health';
import { parseState } from './parse-state';
import type { Reading } from './verdict';

/** A prober's 16 checkers ask several times a second; the state changes once a minute. */
const CACHE_MILLISECONDS = 2000;

/**
 * Reads the cell's state through a small cache; readers at the same time share one reading.
 * `fetchState` gives the object's text, or undefined where there is none, and rejects when that cannot be known.
 */
export function stateReader(cell: CellId, fetchState: () => Promise<string | undefined>, clock: Clock): StateReader {
  let cached: { readonly reading: Promise<Reading>; readonly until: number } | undefined;
  return () => {
    if (cached === undefined || clock.now() >= cached.until) {
      cached = { reading: readOnce(cell, fetchState), until: clock.now() + CACHE_MILLISECONDS };
    }
    return cached.reading;
  };
}

async function readOnce(cell: CellId, fetchState: () => Promise<string | undefined>): Promise<Reading> {
  try {
    const text = await fetchState();
    return text === undefined ? { kind: 'missing' } : parseState(text, cell);
  } catch (error) {
    return { kind: 'unreadable', why: (error as Error).name };
  }
}
