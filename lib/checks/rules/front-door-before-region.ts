import type { EstateStack } from '../../estate/estate';
import { recordSets, setAt } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const frontDoorBeforeRegion: Rule = {
  id: 'front-door-before-region',
  family: 'change-safety',
  severity: 'error',
  fails: 'An alias may be deployed before the records that it leads to',
  why: 'Route 53 refuses an alias whose target does not exist: the first deployment, and every one into a new account on the worst day, ends half-way.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html',
  mend: 'Let the stack of the alias depend on one that writes a record of the target (addStackDependency).',
  judge: (estate) => {
    const named = new Map(estate.stacks.map((stack) => [stack.name, stack]));
    return recordSets(estate).flatMap(({ type, members }) =>
      members.flatMap(({ node, alias }) => {
        const below = typeof alias?.target === 'string' ? setAt(estate, alias.target, type) : undefined;
        if (below === undefined || !node.stack.deployment || node.stack.language !== 'cloudformation') return [];
        const writers = below.members.map(({ node: { stack } }) => stack);
        const before = stacksBefore(node.stack, named);
        return writers.some((writer) => writer === node.stack || before.has(writer))
          ? []
          : [
              violation(node, `Nothing makes ${node.stack.name} wait for ${below.name}.`, {
                found: `written by ${[...new Set(writers.map(({ name }) => name))].join(', ')}`,
              }),
            ];
      }),
    );
  },
};

function stacksBefore(stack: EstateStack, named: ReadonlyMap<string, EstateStack>): Set<EstateStack> {
  const found = new Set<EstateStack>();
  const open = [stack];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of next.dependsOn) {
      const before = named.get(name);
      if (before === undefined || found.has(before)) continue;
      found.add(before);
      open.push(before);
    }
  }
  return found;
}
