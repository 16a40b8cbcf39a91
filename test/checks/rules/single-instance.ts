import { service } from '../blocks';
import { type Example, only } from '../example';

const balanced = { LoadBalancers: [{ ContainerName: 'model', ContainerPort: 8000 }] };

export const example: Example = {
  compliant: only({ Model: service(balanced) }),
  broken: only({ Model: service({ ...balanced, DesiredCount: 1 }) }),
};
