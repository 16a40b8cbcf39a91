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
import { type LedgerPlan, ledgerPlan, REPLICATION_SECONDS, STRONG_SETS } from '../topology/job-ledger';
import { KEEP } from './private/keep';

/** What the replicas of a table promise of each other. It can never be changed while the table stands. */
export enum JobConsistency {
  /** One table for exactly three Regions of one set, or two and a witness, none of which can be changed either. */
  STRONG = 'strong',
  /** A copy in each Region, which hears of the others' about a second later. Regions can be added and removed. */
  EVENTUAL = 'eventual',
}

export interface JobLedgerProps {
  /** Every Region that has the table, the stack's own among them. */
  readonly regions: string[];
  /** @default - a generated name */
  readonly tableName?: string;
  /** @default - strong where the Regions allow it */
  readonly consistency?: JobConsistency;
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
    const { mode, witness } = ledgerPlan(props.regions, props.consistency);
    refuse([
      props.consistency === JobConsistency.STRONG && mode !== 'strong',
      {
        code: 'ledger-cannot-be-strong',
        path: `${this.node.path}.consistency`,
        message: 'DynamoDB keeps no table strongly consistent in these Regions',
        found: props.regions.join(', '),
        allowed: `three Regions of one set, or two: ${STRONG_SETS}`,
        mend: 'name such Regions, or leave the consistency out',
      },
    ]);
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
    this.sayWhatStays(props.regions, { mode, witness });
    if (mode === 'eventual') this.sayEventual(props.regions);
    if (mode === 'single') this.saySingle(region);
  }

  /**
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalTableWitnessGroupUpdate.html
   */
  private sayWhatStays(regions: readonly string[], { mode, witness }: LedgerPlan): void {
    const strong =
      `The jobs' table is strongly consistent in ${regions.join(', ')}${witness === undefined ? '' : `, with a witness in ${witness}`}. ` +
      'Once it is deployed, neither its consistency nor these Regions can ever be changed.';
    const other =
      mode === 'eventual'
        ? `The jobs' table is eventually consistent in ${regions.join(', ')}. Regions can be added; once it is deployed it can never become strongly consistent.`
        : `The jobs' table lies in ${regions.join(', ')} alone. Once jobs are in it, it can become eventually consistent with other Regions, and never strongly.`;
    Annotations.of(this).addInfoV2(
      'cdk-understudy:what-stays-of-the-job-ledger',
      `${mode === 'strong' ? strong : other} \`understudy preflight\` compares with what is deployed; declare jobs.consistency and jobs.regions before the fleet grows.`,
    );
  }

  private sayEventual(regions: readonly string[]): void {
    Annotations.of(this).addWarningV2(
      'cdk-understudy:eventual-job-ledger',
      `The jobs of ${regions.join(', ')} are kept with eventual consistency: a Region hears about ${REPLICATION_SECONDS} s ` +
        'later what another wrote. A job is accepted once two Regions have it. Until they have heard of each other, one ' +
        'idempotency key may give two jobs, and a job that is rescued may be answered twice, of which readers see one. ' +
        `Exactly three Regions of one set (or two of them) would be strongly consistent: ${STRONG_SETS}.`,
    );
  }

  private saySingle(region: string): void {
    Annotations.of(this).addWarningV2(
      'cdk-understudy:single-region-job-ledger',
      `The jobs are kept in ${region} alone: while it is gone, so are they. Serve a second Region of its set.`,
    );
  }
}
