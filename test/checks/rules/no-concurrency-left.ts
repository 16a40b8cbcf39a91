import { worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(worker([], { ReservedConcurrentExecutions: 10 })),
  broken: only(worker([], { ReservedConcurrentExecutions: 0 })),
};
