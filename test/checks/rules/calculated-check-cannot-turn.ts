import { calculated, check, pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(
    pair(weight('a', 1), weight('b', 1), { Probe: check('two.example.com'), CheckTwo: calculated(['Probe']) }),
  ),
  broken: only(
    pair(weight('a', 1), weight('b', 1), {
      Probe: check('two.example.com'),
      CheckTwo: calculated(['Probe'], { HealthThreshold: 2 }),
    }),
  ),
};
