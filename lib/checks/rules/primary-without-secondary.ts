import { entrySets, setAt } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const primaryWithoutSecondary: Rule = {
  id: 'primary-without-secondary',
  family: 'failover',
  severity: 'error',
  fails: 'A failover record has no secondary',
  why: 'When the primary is unhealthy there is nothing to fail over to, and Route 53 answers with the primary all the same.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  mend: 'Add the SECONDARY record, or hand in the stack that has it.',
  judge: (estate) =>
    entrySets(estate).flatMap(({ name, type, members }) => {
      const [primary, ...others] = members;
      if (primary?.routing.kind !== 'failover' || primary.routing.role !== 'PRIMARY' || others.length > 0) return [];
      const { target } = primary.alias ?? {};
      // Among several records below it there is a choice.
      const below = typeof target === 'string' ? setAt(estate, target, type) : undefined;
      return below === undefined ? [violation(primary.node, `${name} has a primary alone.`)] : [];
    }),
};
