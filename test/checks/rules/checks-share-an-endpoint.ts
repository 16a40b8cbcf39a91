import { check, pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(pair(weight('a', 1), weight('b', 1))),
  broken: only(pair(weight('a', 1), weight('b', 1), { CheckTwo: check('one.example.com') })),
};
