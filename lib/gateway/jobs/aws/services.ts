import { type CellId, parseCellId } from '../../../contract/cell';
import type { JobCell } from '../../../contract/job';
import { s3Bucket } from '../../platform/aws/s3-bucket';
import type { Identity } from '../../platform/aws/web-identity';
import { throughDoors } from '../doors';
import { neighbours } from '../neighbours';
import type { PayloadStore } from '../payload-store';
import type { JobServicesPlace, OwnServices } from '../services';
import { dynamoLedger } from './dynamo-ledger';
import { sqsQueue } from './sqs-queue';

/** A text of a job is megabytes at most, and may go to another Region. */
const OBJECT_MILLISECONDS = 5000;

/** The table, the queue and the buckets. Nothing is loaded and nobody is asked before their first use. */
export function awsServices({ cell, region, config, ledger, queue, deadLetters }: JobServicesPlace): OwnServices {
  const doors = doorsOf(config.cells, cell).map((each) => dynamoLedger(ledger, each));
  const [own = dynamoLedger(ledger, region), ...others] = doors;
  return {
    // Another Region's door to one table is as good, for who has none of its own; another copy is not.
    ledger: hasOwnDoor(config, cell) || config.consistency.aws === 'eventual' ? own : throughDoors(doors),
    mirrors: others,
    queue: sqsQueue({ region, queueUrl: queue, deadLettersUrl: deadLetters }),
    stores: new Map(neighbours(config.cells, cell).map((each) => [each.id, storeOf(each)])),
  };
}

function hasOwnDoor({ cells }: JobServicesPlace['config'], cell: CellId): boolean {
  return cells.find(({ id }) => id === cell)?.ledgerRegion === undefined;
}

/** The Regions in which a cell can reach the table, the one that is its own first. */
export function doorsOf(cells: readonly JobCell[], cell: CellId): readonly string[] {
  return tableRegions(neighbours(cells, cell));
}

/** Where the table lies for these cells, each Region once. */
export function tableRegions(cells: readonly JobCell[]): readonly string[] {
  return [...new Set(cells.map((each) => each.ledgerRegion ?? regionOf(each)))];
}

export function storeOf(cell: JobCell, credentials?: Identity): PayloadStore {
  return s3Bucket(cell.bucket, regionOf(cell), OBJECT_MILLISECONDS, credentials);
}

export function regionOf({ id }: JobCell): string {
  return parseCellId(id)!.region;
}
