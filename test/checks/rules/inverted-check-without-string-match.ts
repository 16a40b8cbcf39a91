import { check, pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(
    pair(weight('a', 1), weight('b', 1), {
      CheckTwo: check('two.example.com', { Inverted: true, Type: 'HTTPS_STR_MATCH', SearchString: 'evacuate' }),
    }),
  ),
  broken: only(pair(weight('a', 1), weight('b', 1), { CheckTwo: check('two.example.com', { Inverted: true }) })),
};
