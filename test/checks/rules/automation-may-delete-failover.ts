import { allow, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(worker([allow('route53:GetHealthCheckStatus', '*')])),
  broken: only(worker([allow('route53:*', '*')])),
};
