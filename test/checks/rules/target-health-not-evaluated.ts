import { address, aliasOf, by, check, failover, pair, record } from '../blocks';
import { type Example, only } from '../example';

/** A tree: the served name above a checked pair, with a page of apology behind it. */
const estate = (evaluated: boolean) =>
  only({
    ...pair(
      { Name: 'best.example.com', SetIdentifier: 'a', Weight: 1 },
      { Name: 'best.example.com', SetIdentifier: 'b', Weight: 1 },
    ),
    Served: record('ai.example.com', { ...aliasOf('best.example.com', evaluated), ...failover('PRIMARY') }),
    Sorry: record('ai.example.com', { ...address(3), ...failover('SECONDARY'), ...by('CheckSorry') }),
    CheckSorry: check('sorry.example.com'),
  });

export const example: Example = {
  compliant: estate(true),
  broken: estate(false),
};
