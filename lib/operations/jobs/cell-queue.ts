import type { CellId } from '../../contract/cell';
import type { Topology } from '../../topology/topology';
import type { Run } from '../run-command';
import { pubSubCells } from './pubsub-cell';
import { sqsCells } from './sqs-cell';

/** What waits in a cell, as far as its cloud says now. Both count approximately. */
export interface Depths {
  readonly waiting: number;
  /** In the hands of workers. */
  readonly inHand: number;
  /** Put off: the models were down, or it was not their turn. Null where the cloud counts them as in hand. */
  readonly deferred: number | null;
  readonly dead: number;
  /** Of the oldest that waits; null where there is no figure of the last minutes. */
  readonly oldestSeconds: number | null;
}

/** A dead letter as it was taken out. */
export interface Received {
  /** By which it is put aside for good. */
  readonly receipt: string;
  readonly body: string;
}

/** The queue of a cell and its dead letters, as people reach them: by their clouds' own command lines, as logged in here. */
export interface CellQueue {
  readonly cell: CellId;
  /** What is counted may be minutes old. */
  readonly countsLate?: true;
  depths(run: Run, now: number): Promise<Depths>;
  /** Up to ten dead letters, which nobody else sees for a while; of those alone that lay there then. */
  receive(run: Run, then: number): Promise<readonly Received[]>;
  /** The same, and nothing is changed. */
  peek(run: Run): Promise<readonly Received[]>;
  /** Puts messages into the queue; rejects unless it takes all. */
  send(run: Run, bodies: readonly string[]): Promise<void>;
  /** Takes letters away for good; rejects unless all go. */
  remove(run: Run, receipts: readonly string[]): Promise<void>;
}

/** Of all cells: the names are fixed by the declaration. */
export function cellQueuesOf(topology: Topology): readonly CellQueue[] {
  return [...sqsCells(topology), ...pubSubCells(topology)];
}
