/** One mistake in what a person wrote: what, where, found, allowed, how to mend it, and a stable code. */
export interface Problem {
  /** Kebab-case and stable: `unknown-region`. */
  readonly code: string;
  /** The path in the document: `aws.regions[1]`; empty where it is the document itself. */
  readonly path: string;
  /** What is wrong, a sentence. */
  readonly message: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly mend: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** All the mistakes of one document. Thrown once, printed at the edge. */
export class InvalidConfiguration extends Error {
  public constructor(public readonly problems: readonly Problem[]) {
    super(problems.map(describe).join('\n'));
    this.name = 'InvalidConfiguration';
    // The message says them all; Node would print them once more below its stack.
    Object.defineProperty(this, 'problems', { enumerable: false });
  }
}

export function describe(problem: Problem): string {
  const place = [problem.file, problem.line].filter((part) => part !== undefined).join(':');
  const lines = [[place, problem.code, problem.path, problem.message].filter((part) => part !== '').join(': ')];
  if (problem.found !== undefined) lines.push(`    found:   ${problem.found}`);
  if (problem.allowed !== undefined) lines.push(`    allowed: ${problem.allowed}`);
  lines.push(`    mend:    ${problem.mend}`);
  return lines.join('\n');
}

/** A row of a validation table: the problem, and whether it is there. */
export type PossibleProblem = readonly [found: boolean, problem: Problem];

/** Throws all that were found, at once. */
export function refuse(...rows: readonly PossibleProblem[]): void {
  const problems = rows.filter(([found]) => found).map(([, problem]) => problem);
  if (problems.length > 0) throw new InvalidConfiguration(problems);
}

/**
 * Runs what may each refuse, and throws all that they refuse at once: who mistyped an option and has a mistake in the
 * file hears of both.
 * @returns what each of them gave
 */
export function together<T extends readonly unknown[]>(...acts: { readonly [K in keyof T]: () => T[K] }): T {
  const problems: Problem[] = [];
  const given = acts.map((act) => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof InvalidConfiguration)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  });
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  // Each of them gave something, or the line above had thrown.
  return given as unknown as T;
}
