import { commandLine } from '../../bootstrap/step';
import { awsCells, type RunbookFacts } from '../facts';
import type { Section } from '../section';

export function failBack({ cells, stacks }: RunbookFacts): Section {
  const aws = awsCells(cells);
  return {
    anchor: 'failBack',
    title: 'Fail back after a Region was lost',
    when: 'Route 53 leads clients back by itself once a cell is healthy for a while. Do this where it was lost for long.',
    needs: 'the control planes of that Region, and what the release in between changed',
    withoutUsEast1: 'waits, where the release in between changed roles or DNS records',
    steps: [
      {
        what: 'Evacuate it first, so that nobody is led to a Region that is half there (see above).',
        commands: [],
      },
      {
        what: 'Bring it to the release of the others: no deployment reached it while it was lost.',
        commands: aws.map(({ stack }) => commandLine(['npx', 'cdk', 'deploy', '--exclusively', stack])),
      },
      {
        what: 'Have it know the keys of the others: status names those that it misses.',
        commands: ['npx --no -- understudy keys status', 'npx --no -- understudy keys grant DIGEST'],
      },
      {
        what: 'See that it serves, then restore it. Never two Regions at once.',
        commands: ['npx --no -- understudy status'],
      },
      { what: `The order of a whole deployment is: ${stacks.join(', ')}.`, commands: [] },
    ],
  };
}
