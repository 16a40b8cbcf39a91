import { InvalidConfiguration } from '../../contract/problem';
import type { Estate } from '../../estate/estate';
import type { TablePlan } from '../jobs/global-table';
import type { DatabasePlan } from '../jobs/google/database';
import { awsCells } from './aws-cells';
import { type BalancerPlan, balancerPlans } from './balancer-plan';
import { type AwsCellPlan, type CellPlan, environmentValue } from './cell-plan';
import { databasePlans } from './database-plans';
import { googleCells } from './google-cells';
import { KnownValues } from './known-values';
import { tablePlans } from './table-plans';

/** All that is run here, as synthesized. */
export interface FleetPlan {
  /** The Regions of AWS first; at least one, since it is there that people look for the service. */
  readonly cells: readonly [AwsCellPlan, ...CellPlan[]];
  readonly balancers: readonly BalancerPlan[];
  /** Where the cells of AWS write jobs down. */
  readonly tables: readonly TablePlan[];
  /** Where those of Google do. */
  readonly databases: readonly DatabasePlan[];
}

/**
 * Reads what is to be run out of what was synthesized.
 *
 * @throws InvalidConfiguration with everything that is unknown and needed
 */
export function planOf(estate: Estate): FleetPlan {
  const values = new KnownValues();
  const balancers = balancerPlans(estate, values);
  const [first, ...others] = awsCells(estate, values);
  const google = googleCells(estate, balancers, values);
  if (first === undefined) {
    values.refuse(
      'nothing-to-run',
      estate.directories.join(', '),
      'no stack holds a REST API',
      'synthesize a fleet into it first',
    );
    throw new InvalidConfiguration(values.problems);
  }
  const cells = [first, ...others, ...google] as const;
  const seen = new Set<string>();
  for (const { cell } of cells) {
    if (seen.has(cell)) {
      values.refuse('cell-twice', cell, 'more than one REST API or service serves there', 'rehearse one of them');
    }
    seen.add(cell);
  }
  const ledgers = cells.flatMap((cell) => environmentValue(cell, 'jobsLedger') ?? []);
  const tables = tablePlans(estate, ledgers, values);
  const databases = databasePlans(estate, ledgers, values);
  if (values.problems.length > 0) throw new InvalidConfiguration(values.problems);
  return { cells: [first, ...others, ...google], balancers, tables, databases };
}

/** Where AWS serves. */
export function awsRegions({ cells }: FleetPlan): readonly string[] {
  return cells.filter(({ cloud }) => cloud === 'aws').map(({ region }) => region);
}
