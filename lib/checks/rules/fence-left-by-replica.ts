import { tablesOf } from '../../estate/views/tables';
import { fleetsOf } from '../fleets';
import { geographyOf } from '../geography';
import { type Rule, violation } from '../rule';

export const fenceLeftByReplica: Rule = {
  id: 'fence-left-by-replica',
  family: 'ai',
  severity: 'error',
  fails: 'A table carries the jobs of a fenced route out of the fence',
  why: 'The requests of a queued route lie in the table; its replicas copy them to places in which the route may not be processed.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html',
  mend: 'Keep the replicas inside the fence, or do not queue the route.',
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { routes }, stacks }) => {
      const fences = routes.filter(({ residency, queue }) => residency.length > 0 && queue === 'allowed');
      return tablesOf(estate)
        .filter(({ node }) => stacks.includes(node.stack))
        .flatMap(({ node, regions }) =>
          fences.flatMap(({ name, residency }) => {
            const outside = regions.filter(
              (region) => typeof region === 'string' && !residency.includes(geographyOf(region) ?? region),
            );
            return outside.length === 0
              ? []
              : [
                  violation(node, `It holds jobs of ${name}, fenced to ${residency.join(', ')}.`, {
                    found: outside.join(', '),
                  }),
                ];
          }),
        );
    }),
};
