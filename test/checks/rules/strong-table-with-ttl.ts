import { globalTable } from '../blocks';
import { type Example, only } from '../example';

const THREE = ['eu-west-1', 'eu-central-1', 'eu-west-3'];
const STRONG = { MultiRegionConsistency: 'STRONG' };

export const example: Example = {
  compliant: only({ Jobs: globalTable(THREE, STRONG) }),
  broken: only({
    Jobs: globalTable(THREE, { ...STRONG, TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } }),
  }),
};
