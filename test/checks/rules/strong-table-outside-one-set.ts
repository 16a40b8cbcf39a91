import { globalTable } from '../blocks';
import { type Example, only } from '../example';

const STRONG = { MultiRegionConsistency: 'STRONG' };

export const example: Example = {
  compliant: only({ Jobs: globalTable(['eu-west-1', 'eu-central-1', 'eu-west-3'], STRONG) }),
  broken: only({ Jobs: globalTable(['eu-west-1', 'us-east-1', 'ap-northeast-1'], STRONG) }),
};
