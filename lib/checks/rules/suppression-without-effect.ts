import type { Rule } from '../rule';

/** What it finds comes of the suppressions themselves: `lib/checks/judge.ts`. */
export const suppressionWithoutEffect: Rule = {
  id: 'suppression-without-effect',
  family: 'suppression',
  severity: 'warning',
  fails: 'A suppression matches no finding',
  why: 'The finding is mended, or the id is misspelt: and one day it would hide what nobody weighed.',
  source: 'https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments',
  mend: 'Take it out, or correct its id.',
  judge: () => [],
};
