import { pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(pair(weight('a', 1), weight('b', 0))),
  broken: only(pair(weight('a', 0), weight('b', 0))),
};
