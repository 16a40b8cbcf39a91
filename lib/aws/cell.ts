import type { Stack } from 'aws-cdk-lib/core';
import type { CellRecords } from './cell-records';
import type { Gateway } from './gateway';
import type { JobQueue } from './job-queue';

/** One Region of a fleet, for what is to differ there. */
export interface Cell {
  readonly region: string;
  readonly stack: Stack;
  readonly gateway: Gateway;
  readonly records: CellRecords;
  readonly jobs: JobQueue;
}
