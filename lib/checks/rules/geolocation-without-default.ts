import { Unknown } from '../../estate/value';
import { recordSets } from '../dns/record-sets';
import { type Rule, undecided, violation } from '../rule';

export const geolocationWithoutDefault: Rule = {
  id: 'geolocation-without-default',
  family: 'failover',
  severity: 'error',
  fails: 'Geolocation records have no default',
  why: 'Clients whose place Route 53 cannot tell, and those of places without a record, get no answer at all.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html',
  mend: "Add a record with the country '*'.",
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, members }) => {
      const places = members.flatMap(({ routing }) => (routing.kind === 'geolocation' ? [routing.place] : []));
      const [first] = members;
      if (places.length === 0 || first === undefined) return [];
      if (places.some((place) => !(place instanceof Unknown) && place.country === '*')) return [];
      const unknown = places.find((place) => place instanceof Unknown);
      return unknown instanceof Unknown
        ? [undecided(first.node, `whether ${name} has a default`, unknown)]
        : [violation(first.node, `${name} has no answer for places that no record names.`)];
    }),
};
