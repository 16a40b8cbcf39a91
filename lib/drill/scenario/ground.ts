import type { Estate } from '../../estate/estate';
import type { Ground } from './scenario';

/** What can be faulted in a fleet, as its stacks' metadata tells it. Empty where no stack has any. */
export function groundOf(estate: Estate): Ground {
  throw new Error(`not yet: ${estate.directory}`);
}
