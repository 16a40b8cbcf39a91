import { placeOf } from '../dns/places';
import { entrySets, leavesOf } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const singleRegion: Rule = {
  id: 'single-region',
  family: 'single-point',
  severity: 'error',
  fails: 'All that a name leads to lies in one Region',
  why: 'When the Region goes, as us-east-1 did for most of a day in October 2025, nothing serves.',
  source: 'https://aws.amazon.com/message/101925/',
  mend: 'Serve from a second Region, with a record and a health check for each; or ask only for what can be survived (--survive none).',
  judge: (estate, { survive }) =>
    !survive.includes('any-cell')
      ? []
      : entrySets(estate).flatMap((set) => {
          const leaves = leavesOf(estate, set);
          const places = leaves.map((leaf) => placeOf(estate, leaf));
          const [first] = places;
          const isOne = places.every((place) => place?.region === first?.region && place?.cloud === first?.cloud);
          if (first === undefined || !isOne || first.region === 'global') return [];
          return [violation(set.members[0]?.node, `${set.name} leads nowhere else.`, { found: first.region })];
        }),
};
