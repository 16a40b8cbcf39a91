import { address, by, check, failover, pair, record } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(pair(failover('PRIMARY'), failover('SECONDARY'))),
  broken: only({
    One: record('ai.example.com', { ...address(1), ...failover('PRIMARY'), ...by('CheckOne') }),
    CheckOne: check('one.example.com'),
  }),
};
