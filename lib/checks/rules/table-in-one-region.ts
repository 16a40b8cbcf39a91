import { tablesOf } from '../../estate/views/tables';
import { servedRegions } from '../dns/served-regions';
import { type Rule, violation } from '../rule';

export const tableInOneRegion: Rule = {
  id: 'table-in-one-region',
  family: 'single-point',
  severity: 'error',
  fails: 'Several Regions serve, and one alone has the table',
  why: 'Either the others reach for it across Regions, or each has data of its own that the others never see.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html',
  mend: 'Make it a global table with a replica in each Region that serves.',
  judge: (estate) => {
    const served = servedRegions(estate);
    const all = tablesOf(estate);
    const named = new Set(all.flatMap(({ regions }) => regions));
    return all.flatMap(({ node, regions }) => {
      const [region] = regions;
      // Another Region with tables of its own is no sharing of this one.
      const isAlone = regions.length === 1 && typeof region === 'string' && served.has(region) && named.size === 1;
      return served.size > 1 && isAlone ? [violation(node, 'No other Region has its data.', { found: region })] : [];
    });
  },
};
