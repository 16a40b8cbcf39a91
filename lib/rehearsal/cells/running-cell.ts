import type { CellPlan } from '../plan/cell-plan';
import type { Stubs } from '../stubs/stub-server';

/** One cell on this machine. Killed, it runs no process and answers nobody; its neighbours notice nothing else. */
export interface RunningCell {
  readonly plan: CellPlan;
  readonly stubs: Stubs;
  /** What was added to the environment of every process. */
  readonly added: Readonly<Record<string, string>>;
  readonly alive: boolean;
  /** Kill and restore wait for each other; each does nothing where it was done already. */
  kill(): Promise<void>;
  restore(): Promise<void>;
  /** For good, with its stubs. */
  stop(): Promise<void>;
}

/** Brings a new cell up. One that does not come up is stopped, so that nothing of it is left. */
export async function broughtUp<Cell extends RunningCell>(cell: Cell): Promise<Cell> {
  try {
    await cell.restore();
  } catch (error) {
    await cell.stop();
    throw error;
  }
  return cell;
}
