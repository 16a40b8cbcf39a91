import { foreignUses } from '../iam/foreign-regions';
import { type Rule, violation } from '../rule';

export const queueOfAnotherRegion: Rule = {
  id: 'queue-of-another-region',
  family: 'single-point',
  severity: 'error',
  fails: 'A function uses a queue of another Region',
  why: 'What is accepted here is lost, or refused, while the Region of the queue is gone.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
  mend: 'Accept into a queue of the own Region.',
  judge: (estate) =>
    foreignUses(estate, 'sqs', ['AWS::SQS::Queue']).map(({ node, what, region }) =>
      violation(node, `It needs what lies in ${region}.`, { found: what }),
    ),
};
