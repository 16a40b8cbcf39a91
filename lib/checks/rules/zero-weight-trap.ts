import { Unknown } from '../../estate/value';
import { mayFail } from '../dns/may-fail';
import { recordSets } from '../dns/record-sets';
import { type Rule, undecided, violation } from '../rule';

export const zeroWeightTrap: Rule = {
  id: 'zero-weight-trap',
  family: 'failover',
  severity: 'error',
  fails: 'A weight of zero does not keep traffic away as it seems to',
  why: 'Where all weights are zero all records answer alike; where the others are unhealthy the zero ones answer, and one that nobody checks does so dead or alive.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html',
  mend: 'Give one record a weight, and those of weight zero a health check; or take them out.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, members }) => {
      const weighted = members.flatMap((record) =>
        record.routing.kind === 'weighted' ? [{ record, weight: record.routing.weight }] : [],
      );
      if (weighted.length < 2) return [];
      const zero = weighted.filter(({ weight }) => weight === 0);
      if (zero.length === weighted.length) {
        return [violation(zero[0]?.record.node, `All weights of ${name} are zero: each answers equally often.`)];
      }
      return weighted.flatMap(({ record, weight }) => {
        if (weight instanceof Unknown) return [undecided(record.node, 'whether its weight is zero', weight)];
        return weight === 0 && mayFail(estate, record) === false
          ? [violation(record.node, 'It answers, unchecked, when the others are unhealthy.')]
          : [];
      });
    }),
};
