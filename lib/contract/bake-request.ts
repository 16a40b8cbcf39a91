import type { Problem } from './problem';
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
 * What is wrong with the response packs in a folder (absolute), without baking them: `bake.js` exports it as
 * `judgePacks`, so that these mistakes can be told together with those of a declaration that cannot be baked.
 */
export type JudgePacks = (responsesDirectory: string) => readonly Problem[];
