import { worker } from '../blocks';
import { type Example, only } from '../example';

const settings = (value: string) => ({ Environment: { Variables: { AWS_STS_REGIONAL_ENDPOINTS: value } } });

export const example: Example = {
  compliant: only(worker([], settings('regional'))),
  broken: only(worker([], settings('legacy'))),
};
