import { placeOf } from '../dns/places';
import { entrySets, leavesOf } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const singleCloud: Rule = {
  id: 'single-cloud',
  family: 'single-point',
  severity: 'error',
  fails: 'All that a name leads to lies in one cloud',
  why: "Some failures take every region of a cloud: Google's of 12 June 2025 did for about two hours.",
  source: 'https://status.cloud.google.com/incidents/ow5i3PPK96RduMcb1SsW',
  mend: 'Put a secondary branch behind the first that leads to another cloud.',
  judge: (estate, { survive }) =>
    !survive.includes('any-cloud')
      ? []
      : entrySets(estate).flatMap((set) => {
          const places = leavesOf(estate, set).map((leaf) => placeOf(estate, leaf));
          const clouds = [...new Set(places.map((place) => place?.cloud))];
          // Of a place that nobody knows, nobody knows the cloud.
          return clouds.length === 1 && clouds[0] !== undefined && clouds[0] !== 'elsewhere'
            ? [violation(set.members[0]?.node, `${set.name} leads nowhere else.`, { found: clouds[0] })]
            : [];
        }),
};
