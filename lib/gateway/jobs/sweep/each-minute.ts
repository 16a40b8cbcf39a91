import { plainSweepLine } from '../../observe/sweep-line';
import { wait } from '../wait';
import { rescue } from './rescue';
import { Sweep, type SweepOptions } from './sweep';

const PERIOD_MILLISECONDS = 60_000;
/** The rest of the period is the next one's start. */
const LONGEST_MILLISECONDS = 50_000;

/** Sweeps each minute until it is stopped, and says how each one went; the next goes on where one failed. */
export async function eachMinute(
  options: SweepOptions,
  write: (line: string) => void,
  stop: AbortSignal,
): Promise<void> {
  const { place } = options;
  const { cell, clock } = place;
  const sweep = new Sweep(options);
  while (!stop.aborted) {
    const began = clock.now();
    await rescue(place, sweep, began + LONGEST_MILLISECONDS).then(
      (rescued) => write(plainSweepLine(cell, rescued)),
      (error: Error) => write(JSON.stringify({ event: 'sweep-failed', cell, why: error.name })),
    );
    await wait(clock, PERIOD_MILLISECONDS - (clock.now() - began), stop);
  }
}
