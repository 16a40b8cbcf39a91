/** What works a cell's jobs off. */
export interface Workings {
  /** Settles once it is at it. */
  start(): Promise<void>;
  /** At once, whatever it was doing. */
  stop(): Promise<void>;
}

/** Of a cell's workers at once, however many its cloud would run: this machine has to run those of all cells. */
export const MOST_WORKERS = 2;
