import type { GoldenExpectation } from './golden-expectation';

/** What the prober asks of every rung of a route, each minute, and how it knows a good answer. */
export interface GoldenPrompt {
  /** As a caller would ask it. */
  readonly ask: string;
  /** An answer as it is expected: synthesis fails where it is not, so that one can be given. */
  readonly example: string;
  /** The same for every rung. */
  readonly expect: GoldenExpectation;
}
