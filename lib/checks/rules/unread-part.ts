import { type Rule, undecided } from '../rule';

export const unreadPart: Rule = {
  id: 'unread-part',
  family: 'reading',
  severity: 'error',
  fails: 'Something makes resources that were not read',
  why: 'A macro, a module or a template that was not handed in may hold anything, and what no rule has seen has passed none.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-overview.html',
  mend: 'Hand in what comes of it: the processed template (aws cloudformation get-template --template-stage Processed), the nested template beside its parent, the plan as JSON (terraform show -json).',
  judge: (estate) =>
    estate.stacks.flatMap((stack) => stack.unread.map((unread) => undecided(stack, 'what is made there', unread))),
};
