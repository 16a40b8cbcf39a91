import type { Estate } from './estate';
import type { Problem } from './problem';
import { readEstate } from './read-estate';
import { UnreadableEstate } from './unreadable';

/**
 * Reads several estates that are to be compared. Each takes of the values what it declares; only what none of them
 * declares is refused, since a parameter may have come or gone between them.
 * @throws UnreadableEstate with everything that is wrong in any of them
 */
export function readEstates(all: readonly (readonly string[])[], parameters: readonly string[]): Estate[] {
  const problems: Problem[] = [];
  const undeclared: Map<string, Problem>[] = [];
  const estates = all.flatMap((paths): Estate[] => {
    const here = new Map<string, Problem>();
    undeclared.push(here);
    try {
      return [readEstate(paths, parameters, (problem, given) => here.set(JSON.stringify(given), problem))];
    } catch (error) {
      if (!(error instanceof UnreadableEstate)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  const [first, ...others] = undeclared;
  for (const [given, problem] of first ?? []) if (others.every((one) => one.has(given))) problems.push(problem);
  if (problems.length > 0) throw new UnreadableEstate(distinct(problems));
  return estates;
}

/** What is wrong with a value itself is found wrong by each of them. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
