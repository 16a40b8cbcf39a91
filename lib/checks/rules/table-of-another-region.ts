import { foreignUses } from '../iam/foreign-regions';
import { type Rule, violation } from '../rule';

export const tableOfAnotherRegion: Rule = {
  id: 'table-of-another-region',
  family: 'single-point',
  severity: 'error',
  fails: 'A function uses a table of another Region',
  why: 'The Regions are not independent: when that one is gone, this one has its code and not its data.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
  mend: 'Replicate the table (AWS::DynamoDB::GlobalTable), and use the replica of the own Region.',
  judge: (estate) =>
    foreignUses(estate, 'dynamodb', ['AWS::DynamoDB::Table']).map(({ node, what, region }) =>
      violation(node, `It needs what lies in ${region}.`, { found: what }),
    ),
};
