import { parseCellId } from '../../../contract/cell';
import type { JobCell } from '../../../contract/job';
import { s3Bucket } from '../../platform/aws/s3-bucket';
import type { JobServices, JobServicesPlace } from '../services';
import { dynamoLedger } from './dynamo-ledger';
import { sqsQueue } from './sqs-queue';

/** A text of a job is megabytes at most, and may go to another Region. */
const OBJECT_MILLISECONDS = 5000;

/** The table, the queue and the buckets. Nothing is loaded and nobody is asked before their first use. */
export function awsServices({ cell, region, config, ledger, queue, deadLetters }: JobServicesPlace): JobServices {
  const near = neighbours(config.cells, cell);
  const [own = region, ...others] = doorsOf(config.cells, cell);
  return {
    ledger: dynamoLedger(ledger, own),
    mirrors: others.map((each) => dynamoLedger(ledger, each)),
    queue: sqsQueue({ region, queueUrl: queue, deadLettersUrl: deadLetters }),
    stores: new Map(near.map((each) => [each.id, s3Bucket(each.bucket, regionOf(each), OBJECT_MILLISECONDS)])),
  };
}

/** The Regions in which a cell can reach the table, the one that is its own first. */
export function doorsOf(cells: readonly JobCell[], cell: string): readonly string[] {
  return [...new Set(neighbours(cells, cell).map((each) => each.ledgerRegion ?? regionOf(each)))];
}

function regionOf({ id }: JobCell): string {
  return parseCellId(id)!.region;
}

/** The cells on AWS, this one first and then in the list's order, round: each leans on another one. */
function neighbours(cells: readonly JobCell[], cell: string): readonly JobCell[] {
  const all = cells.filter(({ id }) => parseCellId(id)!.cloud === 'aws');
  const at = all.findIndex(({ id }) => id === cell);
  return [...all.slice(at), ...all.slice(0, at)];
}
