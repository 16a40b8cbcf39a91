import {
  AttributeType,
  Billing,
  MultiRegionConsistency,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Annotations, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LEDGER_INDEX } from '../contract/job';
import { refuse } from '../contract/problem';
import { ledgerPlan, REPLICATION_SECONDS } from '../topology/job-ledger';
import { KEEP } from './private/keep';

export interface JobLedgerProps {
  /** Every Region whose cells read and write it, the stack's own among them. */
  readonly regions: string[];
  /** @default - a generated name */
  readonly tableName?: string;
}

/**
 * What becomes of jobs, in a table that all Regions of a fleet share. Where these are exactly three of one set of Regions
 * that DynamoDB can keep strongly consistent, or two of them and a third one as a witness, a write stands in two Regions
 * before it is acknowledged: no Region's loss loses a job. Elsewhere each Region has a copy of its own, which hears of the
 * others' about a second later; then two Regions are written before a job is accepted, each cell writes how a job ended
 * under its own name, and readers pick by a fixed order.
 *
 * It outlives its stack, and refuses to be deleted. Its consistency cannot be changed while it stands: DynamoDB refuses
 * it, and a fleet that comes to need another one needs another table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 */
export class JobLedger extends Construct {
  public readonly table: TableV2;
  /** Is it one for all of its Regions, whatever one of them writes? */
  public readonly isStrong: boolean;

  public constructor(scope: Construct, id: string, props: JobLedgerProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    refuse([
      Token.isUnresolved(region) || !props.regions.includes(region),
      {
        code: 'ledger-outside-its-regions',
        path: `${this.node.path}.regions`,
        message: "the table lies in its stack's own Region, which must be one of its Regions",
        found: Token.isUnresolved(region) ? 'a stack without a Region' : region,
        allowed: props.regions.join(', '),
        mend: 'give the stack an `env` with one of them',
      },
    ]);
    const { mode, witness } = ledgerPlan(props.regions);
    this.isStrong = mode !== 'eventual';
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new TableV2(this, 'Table', {
      tableName: props.tableName,
      partitionKey: text('id'),
      sortKey: text('facet'),
      globalSecondaryIndexes: [
        {
          indexName: LEDGER_INDEX,
          partitionKey: text('lane'),
          sortKey: text('mark'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: KEEP,
      replicas: props.regions.filter((each) => each !== region).map((each) => ({ region: each })),
      ...(mode === 'strong'
        ? { multiRegionConsistency: MultiRegionConsistency.STRONG, witnessRegion: witness }
        : // A strong table has no time to live: there the sweeps take away what has expired.
          { timeToLiveAttribute: 'expiresAt' }),
    });
    if (mode === 'eventual') this.sayEventual(props.regions);
    if (mode === 'single') this.saySingle(region);
  }

  private sayEventual(regions: readonly string[]): void {
    Annotations.of(this).addWarningV2(
      'cdk-understudy:eventual-job-ledger',
      `The jobs of ${regions.join(', ')} are kept with eventual consistency: a Region hears about ${REPLICATION_SECONDS} s ` +
        'later what another wrote. A job is accepted once two Regions have it. Until they have heard of each other, one ' +
        'idempotency key may give two jobs, and a job that is rescued may be answered twice, of which readers see one. ' +
        'Exactly three Regions of one set (or two of them) would be strongly consistent: us-east-1, us-east-2, us-west-2; ' +
        'eu-west-1, eu-west-2, eu-west-3, eu-central-1; ap-northeast-1, ap-northeast-2, ap-northeast-3.',
    );
  }

  private saySingle(region: string): void {
    Annotations.of(this).addWarningV2(
      'cdk-understudy:single-region-job-ledger',
      `The jobs are kept in ${region} alone: while it is gone, so are they. Serve a second Region of its set.`,
    );
  }
}
