import type { Rule } from '../rule';

/** What it finds comes of the suppressions themselves: `lib/checks/judge.ts`. */
export const suppressionWithoutReason: Rule = {
  id: 'suppression-without-reason',
  family: 'suppression',
  severity: 'error',
  fails: 'A suppression gives no reason',
  why: 'Who reads it later cannot tell a risk that was weighed from one that was in the way. It suppresses nothing.',
  source: 'https://github.com/cdklabs/cdk-nag#suppressing-a-rule',
  mend: 'Write beside the id why the finding may stand.',
  judge: () => [],
};
