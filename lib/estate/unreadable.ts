import type { Problem } from './problem';

/** What was handed in is no estate, or a broken one. Holds everything that is wrong with it, not just the first thing. */
export class UnreadableEstate extends Error {
  public constructor(public readonly problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.file ?? ''}: ${problem.code}: ${problem.message}`).join('\n'));
    this.name = 'UnreadableEstate';
    // The message says them all; Node would print them once more below its stack.
    Object.defineProperty(this, 'problems', { enumerable: false });
  }
}
