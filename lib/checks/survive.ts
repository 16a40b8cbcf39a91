import type { Problem } from '../estate/problem';
import { UnreadableEstate } from '../estate/unreadable';
import { SURVIVABLE, type Survivable } from './objectives';

/** @throws UnreadableEstate with every name that is no loss's */
export function surviveOf(names: readonly string[], path: string): Survivable[] {
  const problems: Problem[] = names
    .filter((name) => !SURVIVABLE.some((one) => one === name))
    .map((found) => ({
      code: 'unknown-option-value',
      path,
      message: 'There is no such loss.',
      found,
      allowed: SURVIVABLE.join(', '),
      mend: 'name one of these',
    }));
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return SURVIVABLE.filter((one) => names.includes(one));
}
