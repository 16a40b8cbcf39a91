import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { parseCellId } from '../../contract/cell';
import { type JobsConfig, LEDGER_INDEX, PAYLOADS_PREFIX } from '../../contract/job';
import type { JobQueue } from '../job-queue';
import { acceptWildcard } from './accept';

/** What the functions of a cell that deal with jobs may use, by name: the other Regions' are no stack's of this one. */
export interface JobGrounds {
  readonly config: JobsConfig;
  readonly tableName: string;
  readonly queue: JobQueue;
}

/** The gateway writes jobs down, finds them, and puts them into the cell's queue. */
export function grantAccepting(role: IRole, grounds: JobGrounds): void {
  grantLedger(role, grounds, ['dynamodb:PutItem']);
  grantTexts(role, grounds);
  grantSend(role, [grounds.queue.queue.queueArn]);
}

/** The worker also says what became of them; what it receives its event source grants. */
export function grantWorking(role: IRole, grounds: JobGrounds): void {
  const { queue, deadLetterQueue } = grounds.queue;
  grantLedger(role, grounds, ['dynamodb:PutItem', 'dynamodb:DeleteItem']);
  grantTexts(role, grounds);
  grantSend(role, [queue.queueArn, deadLetterQueue.queueArn]);
}

/** A sweep takes jobs over, and takes away what has expired; it reads no job's texts. */
export function grantSweeping(role: IRole, grounds: JobGrounds): void {
  grantLedger(role, grounds, ['dynamodb:PutItem', 'dynamodb:DeleteItem']);
  grantSend(role, [grounds.queue.queue.queueArn]);
}

/** The table in each of its Regions: another door to it, or another copy. */
function grantLedger(role: IRole, { config, tableName }: JobGrounds, actions: string[]): void {
  const { partition, account } = Stack.of(role);
  const tables = regionsOf(config).map((region) => `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`);
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:Query', ...actions], resources: tables }));
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: tables.map((table) => `${table}/index/${LEDGER_INDEX}`),
    }),
  );
}

/** What is too large for a row lies in two cells' buckets, under a job's id. */
function grantTexts(role: IRole, { config }: JobGrounds): void {
  const { partition } = Stack.of(role);
  const resources = onAws(config).map(({ bucket }) => `arn:${partition}:s3:::${bucket}/${PAYLOADS_PREFIX}*`);
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources }));
  for (const resource of resources) {
    acceptWildcard(
      role,
      resource,
      "a job's long payload lies under the job's id, below one folder of the buckets of the fleet",
    );
  }
}

function grantSend(role: IRole, resources: string[]): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources }));
}

function onAws({ cells }: JobsConfig): JobsConfig['cells'] {
  return cells.filter(({ id }) => parseCellId(id)!.cloud === 'aws');
}

/** Those that have the table. */
function regionsOf(config: JobsConfig): readonly string[] {
  return [...new Set(onAws(config).map(({ id, ledgerRegion }) => ledgerRegion ?? parseCellId(id)!.region))];
}
