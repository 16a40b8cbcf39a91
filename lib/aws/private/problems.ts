import { InvalidConfiguration, type Problem } from '../../contract/problem';

/** A row of a validation table: the problem, and whether it is there. */
export type Finding = readonly [found: boolean, problem: Problem];

/** Throws all that were found, at once. */
export function refuse(...findings: readonly Finding[]): void {
  const problems = findings.filter(([found]) => found).map(([, problem]) => problem);
  if (problems.length > 0) throw new InvalidConfiguration(problems);
}
