import { check, pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(
    pair(weight('a', 1), weight('b', 1), { CheckTwo: check('two.example.com', { IPAddress: '203.0.113.2' }) }),
  ),
  broken: only(pair(weight('a', 1), weight('b', 1), { CheckTwo: check('two.example.com', { IPAddress: '10.1.2.3' }) })),
};
