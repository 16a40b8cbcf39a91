import { Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { tablesOf } from '../../estate/views/tables';
import { type Rule, violation } from '../rule';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.consistency-modes */
const SETS = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

export const strongTableOutsideOneSet: Rule = {
  id: 'strong-table-outside-one-set',
  family: 'queues',
  severity: 'error',
  fails: 'A table of strong consistency does not lie in three Regions of one set',
  why: 'DynamoDB makes such a table in exactly three Regions of the US, the EU or Asia, two replicas and a witness or three replicas; anything else is refused when it is deployed.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html',
  mend: 'Choose three Regions of one set, or accept eventual consistency.',
  judge: (estate) => {
    const declared = new Set(nodesOfType(estate, 'AWS::DynamoDB::GlobalTable'));
    return tablesOf(estate).flatMap(({ node, regions, strong }) => {
      if (strong !== true || !declared.has(node)) return [];
      const witnesses = Reader.of(node).objects('GlobalTableWitnesses') ?? [];
      const others =
        witnesses instanceof Unknown
          ? [witnesses]
          : witnesses.map((one) => (one instanceof Unknown ? one : one.text('Region')));
      const all = [...regions, ...others];
      if (all.some((region) => typeof region !== 'string')) return [];
      const isRight = all.length === 3 && SETS.some((set) => all.every((region) => set.includes(String(region))));
      return isRight
        ? []
        : [violation(node, 'DynamoDB refuses it.', { found: all.join(', '), allowed: 'three Regions of one set' })];
    });
  },
};
