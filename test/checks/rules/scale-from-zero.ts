import { service } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Model: service() }),
  broken: only({ Model: service({ DesiredCount: 0 }) }),
};
