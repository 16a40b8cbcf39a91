import type { CellId } from '../../contract/cell';
import type { Topology } from '../../topology/topology';
import { type Alarming, alarmsOf } from './alarms';
import type { Hand } from './hand';
import { type CellStatus, statusOf } from './state';

/** One look at cells that bear a release. */
export interface Look {
  readonly cells: readonly CellStatus[];
  readonly alarms: Alarming;
}

export interface Baked extends Look {
  readonly ok: boolean;
  readonly looks: number;
}

export interface Baking {
  readonly hand: Hand;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Told after each look that is not the last. */
  readonly progress: (look: Look, secondsLeft: number) => void;
}

const PERIOD_SECONDS = 60;

/**
 * Looks at cells each minute for so long, and ends early at the first look that shows harm: a cell that is bad or was
 * switched off, an alarm. What is unknown is waited out, and must be known at the last look.
 */
export async function bake(
  topology: Topology,
  of: (cell: CellId) => boolean,
  seconds: number,
  { hand, wait, progress }: Baking,
): Promise<Baked> {
  const end = hand.now() + seconds * 1000;
  for (let looks = 1; ; looks++) {
    const [cells, alarms] = await Promise.all([
      statusOf(hand.run, topology, hand.now(), of),
      alarmsOf(hand.run, topology, of),
    ]);
    const left = Math.ceil((end - hand.now()) / 1000);
    if (harmed({ cells, alarms })) return { ok: false, looks, cells, alarms };
    if (left <= 0) return { ok: known({ cells, alarms }), looks, cells, alarms };
    progress({ cells, alarms }, left);
    await wait(Math.min(PERIOD_SECONDS, left) * 1000);
  }
}

function harmed({ cells, alarms }: Look): boolean {
  return alarms.raised.length > 0 || cells.some((one) => one.health.serving === 'bad' || isHeld(one));
}

function isHeld({ evacuated, disabled }: CellStatus): boolean {
  return [evacuated, ...Object.values(disabled)].some(({ kind }) => kind === 'holds');
}

function known({ cells, alarms }: Look): boolean {
  const read = cells.every(({ health, evacuated, disabled }) => {
    return health.serving === 'good' && [evacuated, ...Object.values(disabled)].every(({ kind }) => kind === 'none');
  });
  return read && alarms.unknown.length === 0;
}
