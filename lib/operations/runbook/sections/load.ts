import { commandLine } from '../../bootstrap/step';
import { awsCells, type RunbookFacts } from '../facts';
import type { Section } from '../section';

export function load({ cells }: RunbookFacts): Section {
  const aws = awsCells(cells);
  return {
    anchor: 'load',
    title: 'More is asked than can be answered',
    when: 'When requests are shed or export functions throttled. A cell that sheds is not dead; who is led elsewhere is load there.',
    needs: "Lambda's control plane where the cell lies",
    withoutUsEast1: 'works',
    steps: [
      {
        what: 'What the account may run at once in each Region, and what is left of it.',
        commands: aws.map(({ region }) => commandLine(['aws', 'lambda', 'get-account-settings', '--region', region])),
      },
      {
        what: 'For good: raise `demand` in the declaration, and the quota before it.',
        commands: [],
      },
    ],
  };
}
