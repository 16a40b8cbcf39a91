import type { Stack } from 'aws-cdk-lib/core';
import type { CellAlarms } from './cell-alarms';
import type { CellNetwork } from './cell-network';
import type { CellRecords } from './cell-records';
import type { Gateway } from './gateway';
import type { JobQueue } from './job-queue';
import type { JobWorker } from './job-worker';
import type { IModelService } from './model-service';
import type { NeighbourWatch } from './neighbour-watch';
import type { Prober } from './prober';

/** One Region of a fleet, for what is to differ there. */
export interface Cell {
  readonly region: string;
  readonly stack: Stack;
  readonly gateway: Gateway;
  readonly prober: Prober;
  readonly records: CellRecords;
  readonly jobs: JobQueue;
  /** Only where some route is queued. */
  readonly worker?: JobWorker;
  readonly alarms: CellAlarms;
  /** Who asks from here after other cells; none in a lone Region. */
  readonly watch?: NeighbourWatch;
  /** The cell's own network: only where it has compute of its own. */
  readonly network?: CellNetwork;
  /** The cell's own servers of models. */
  readonly models: IModelService[];
}
