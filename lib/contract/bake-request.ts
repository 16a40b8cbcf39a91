import type { Problem } from './problem';
import type { Route } from './route';
import type { ServingConfig } from './serving-config';

export interface BakeRequest {
  readonly config: ServingConfig;
  /** The folder with the response packs, absolute. */
  readonly responsesDirectory: string;
  /** An empty folder, absolute, that becomes the asset. Written only when there is no problem. */
  readonly outputDirectory: string;
}

export interface BakeResult {
  /** All of them; none when the asset was made. */
  readonly problems: readonly Problem[];
}

/**
 * What `dist/gateway/bake.js` exports as `bake`. Constructs load the bundle by its path, never by import; in the same
 * process, since starting another costs more than the baking.
 */
export type Bake = (request: BakeRequest) => BakeResult;

/**
 * Tells without baking what could not be baked: `bake.js` exports it as `judge`, so that these mistakes can be told
 * together with those of a declaration, where they stand in it.
 */
export interface Judge {
  /** What is wrong with the response packs in a folder (absolute). */
  packs(responsesDirectory: string): readonly Problem[];
  /** What routes ask of an answer, their callers' or their golden prompts', and no gateway could judge. */
  answers(routes: readonly Route[]): readonly AnswerProblem[];
}

/** `at`: its place in a declaration, `['routes', 'chat', 'answer', 'pattern']`. */
export interface AnswerProblem extends Omit<Problem, 'path' | 'file' | 'line'> {
  readonly at: readonly (string | number)[];
}
