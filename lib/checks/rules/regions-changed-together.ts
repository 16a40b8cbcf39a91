import { Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { type Rule, violation } from '../rule';

export const regionsChangedTogether: Rule = {
  id: 'regions-changed-together',
  family: 'change-safety',
  severity: 'error',
  fails: 'One change reaches several Regions at the same time',
  why: 'A bad change is then the one failure that independent Regions do not help against: they fail together.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  mend: 'Deploy one Region after the other, with time between them to notice.',
  judge: (estate) => [
    ...nodesOfType(estate, 'AWS::CloudFormation::StackSet').flatMap((node) => {
      const preferences = Reader.of(node).section('OperationPreferences');
      const isParallel = preferences instanceof Reader && preferences.text('RegionConcurrencyType') === 'PARALLEL';
      return isParallel
        ? [violation(node, 'It changes all its Regions in parallel.', { path: 'OperationPreferences' })]
        : [];
    }),
    ...nodesOfType(estate, 'AWS::CodePipeline::Pipeline').flatMap((node) => {
      const stages = Reader.of(node).objects('Stages') ?? [];
      return (stages instanceof Unknown ? [] : stages).flatMap((stage) => {
        const found = stage instanceof Reader ? together(stage) : undefined;
        return found === undefined
          ? []
          : [violation(node, 'Its actions deploy to several Regions side by side.', { found })];
      });
    }),
  ],
};

/** Actions of one stage with one run order run side by side. */
function together(stage: Reader): string | undefined {
  const actions = stage.objects('Actions') ?? [];
  const regions = new Map<string, Set<string>>();
  for (const action of actions instanceof Unknown ? [] : actions) {
    if (!(action instanceof Reader)) continue;
    const kind = action.section('ActionTypeId');
    const region = action.text('Region');
    if (!(kind instanceof Reader) || kind.text('Category') !== 'Deploy' || typeof region !== 'string') continue;
    const order = String(action.text('RunOrder') ?? '1');
    regions.set(order, (regions.get(order) ?? new Set()).add(region));
  }
  const several = [...regions.values()].find(({ size }) => size > 1);
  return several === undefined ? undefined : [...several].join(', ');
}
