import { Unknown } from '../../estate/value';
import { tablesOf } from '../../estate/views/tables';
import { type Rule, undecided, violation } from '../rule';

export const tableWithoutDeletionProtection: Rule = {
  id: 'table-without-deletion-protection',
  family: 'change-safety',
  severity: 'warning',
  fails: 'A table may be deleted by one call',
  why: "The stack's policies hold what CloudFormation does; a script, a console or an agent with the right to delete tables deletes this one, in every Region in which it has a replica.",
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  mend: 'Set DeletionProtectionEnabled on the table, for each replica.',
  judge: (estate) =>
    tablesOf(estate).flatMap(({ node, deletionProtected }) => {
      if (deletionProtected === true) return [];
      return deletionProtected instanceof Unknown
        ? [undecided(node, 'whether it is protected', deletionProtected)]
        : [violation(node, 'Nothing stands between it and DeleteTable.')];
    }),
};
