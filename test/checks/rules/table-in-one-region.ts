import { globalTable, REGIONS, table, twoRegions } from '../blocks';
import type { Example } from '../example';

export const example: Example = {
  compliant: twoRegions((name) => (name === 'eu-west-1' ? { Jobs: globalTable(REGIONS) } : {})),
  broken: twoRegions((name) => (name === 'eu-west-1' ? { Jobs: table() } : {})),
};
