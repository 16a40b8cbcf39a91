import { type Cloud, fleetsOf, providerOf, type Rung } from '../fleets';
import { type Rule, violation } from '../rule';

export const fallbackSharesFate: Rule = {
  id: 'fallback-shares-fate',
  family: 'ai',
  severity: 'warning',
  fails: 'A rung is lost together with the one that it backs up',
  why: 'It answers when its neighbour is slow or refuses, and is gone when its neighbour is gone: the ladder has one step less than it seems to.',
  source: 'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_use_bulkhead.html',
  mend: 'Take the second rung from another provider, another place or compute of your own.',
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { ladder }, stack }) =>
      (['aws', 'google'] as const).flatMap((cloud) =>
        ladder.flatMap((rung, index) => {
          const backed = ladder
            .filter((one, place) => place < index && one.tier < rung.tier && one.on[cloud] !== undefined)
            .at(-1);
          const shared = backed === undefined ? undefined : sharedFate(backed, rung, cloud);
          return backed === undefined || shared === undefined
            ? []
            : [violation(stack, `On ${cloud}, ${rung.name} shares a fate with ${backed.name}.`, { found: shared })];
        }),
      ),
    ),
};

function sharedFate(one: Rung, other: Rung, cloud: Cloud): string | undefined {
  const provider = providerOf(one, cloud);
  if (provider !== undefined && provider === providerOf(other, cloud)) return provider;
  return one.sharesFateWith?.find((fate) => other.sharesFateWith?.includes(fate));
}
