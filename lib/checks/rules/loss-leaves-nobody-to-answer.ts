import { entryNode, missedBy } from '../faults';
import { type Rule, violation } from '../rule';

export const lossLeavesNobodyToAnswer: Rule = {
  id: 'loss-leaves-nobody-to-answer',
  family: 'graph',
  severity: 'error',
  fails: 'After a loss that is to be survived, some clients are not answered at the floor',
  why: 'Each record may be sound by itself, and still no path be left from a name to something that serves: only the whole graph, walked as Route 53 walks it with what failed taken away, shows it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html',
  mend: 'Give the name a branch that does not share this fault, behind a health check that turns by it; `understudy drill` plays it minute by minute.',
  judge: (estate, objectives) =>
    missedBy(estate, objectives)
      .filter(({ late }) => !late)
      .map(({ faults, why }) => violation(entryNode(estate), `Without ${faults}, ${why}.`, { found: faults })),
};
