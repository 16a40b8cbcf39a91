import type { Problem } from '../estate/problem';
import { UnreadableEstate } from '../estate/unreadable';
import type { Rule } from './rule';

/** @throws UnreadableEstate where a name is no rule's: a misspelt --rule would ask nothing, and pass */
export function chosenRules(all: readonly Rule[], only: readonly string[], skip: readonly string[]): readonly Rule[] {
  const ids = new Set(all.map(({ id }) => id));
  const unknown = (option: string, names: readonly string[]): Problem[] =>
    names
      .filter((name) => !ids.has(name))
      .map((name) => ({
        code: 'unknown-rule',
        path: option,
        message: 'There is no rule of this name.',
        found: name,
        mend: 'understudy check --list names the rules',
      }));
  const problems = [...unknown('--rule', only), ...unknown('--skip', skip)];
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return all.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id));
}
