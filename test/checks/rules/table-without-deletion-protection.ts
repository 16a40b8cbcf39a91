import { table } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Jobs: table() }),
  broken: only({ Jobs: table({ DeletionProtectionEnabled: false }) }),
};
