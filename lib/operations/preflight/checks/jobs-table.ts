import type { JobLedgerPlan } from '../../../topology/job-ledger';
import { cellNames, servicePrefix } from '../../../topology/names';
import { isAbsent, undecided } from '../ask';
import { awsIn, type Check } from '../check';
import { type Found, fail, pass } from '../finding';

/** As DynamoDB describes it. */
interface Described {
  readonly MultiRegionConsistency?: 'STRONG' | 'EVENTUAL';
  readonly Replicas?: readonly { readonly RegionName: string }[];
  readonly GlobalTableWitnesses?: readonly { readonly RegionName: string }[];
  readonly ItemCount?: number;
}

/**
 * A declaration that grew may want another table than the one that stands. DynamoDB refuses to change a table's
 * consistency, or the Regions and the witness of a strong one: better before a deployment than in the middle of it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const jobsTable: Check = {
  id: 'jobs-table',
  cloud: 'aws',
  asks: "can the jobs' table that stands become the declared one?",
  async run({ topology, ask }) {
    const { service, stage, awsCells, jobLedger } = topology;
    if (jobLedger === undefined) return [];
    const [{ account }] = awsCells;
    // Where it was deployed the front door may have been elsewhere: any of its Regions describes all of it.
    for (const { region } of awsCells) {
      const table = cellNames(servicePrefix(service, stage), account, region).jobLedger;
      const command = awsIn(region, 'dynamodb', 'describe-table', '--table-name', table);
      const said = await ask(command);
      if (isAbsent(said)) continue;
      if (said.kind !== 'answer') return [undecided(table, command, said)];
      return [compared(table, region, said.value.Table as Described, jobLedger)];
    }
    return [pass('jobs', `no table yet: it will be ${shown(jobLedger)}`)];
  },
};

function compared(table: string, asked: string, described: Described, plan: JobLedgerPlan): Found {
  const { Replicas = [], GlobalTableWitnesses = [], ItemCount = 0 } = described;
  const regions = [...new Set([asked, ...Replicas.map(({ RegionName }) => RegionName)])].sort();
  const [witness] = GlobalTableWitnesses.map(({ RegionName }) => RegionName);
  if (described.MultiRegionConsistency === 'STRONG') {
    const stands: JobLedgerPlan = { mode: 'strong', regions, ...(witness && { witness }) };
    if (shown(stands) === shown(plan)) return pass(table, shown(stands));
    return refused(table, stands, plan, `jobs: { consistency: strong, regions: [${regions.join(', ')}] }`);
  }
  const stands: JobLedgerPlan = { mode: regions.length === 1 ? 'single' : 'eventual', regions };
  if (plan.mode !== 'strong') return pass(table, `${shown(stands)}; declared: ${shown(plan)}`);
  // An empty table that has no replica may still become a strong one.
  if (stands.mode === 'single' && ItemCount === 0) return pass(table, `${shown(stands)}, and empty`);
  return refused(table, stands, plan, 'jobs: { consistency: eventual }');
}

function refused(table: string, stands: JobLedgerPlan, plan: JobLedgerPlan, kept: string): Found {
  return fail(
    table,
    `${shown(stands)}, and declared as ${shown(plan)}: DynamoDB changes neither a table's consistency nor the Regions of a strong one`,
    `keep it by \`${kept}\` (other cells reach it there), or serve from a new stage and lead callers over`,
  );
}

function shown({ mode, regions, witness }: JobLedgerPlan): string {
  const all = [...regions].sort().join(', ');
  if (mode === 'single') return `in ${all} alone`;
  return `${mode} in ${all}${witness === undefined ? '' : ` with a witness in ${witness}`}`;
}
