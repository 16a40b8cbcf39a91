import type { Problem } from './problem';
import type { ServingConfig } from './serving-config';

/** What `node dist/gateway/bake.js` reads from its standard input, as JSON. */
export interface BakeRequest {
  readonly config: ServingConfig;
  /** The folder with the response packs, absolute. */
  readonly responsesDirectory: string;
  /** An empty folder, absolute, that becomes the asset. Written only when there is no problem. */
  readonly outputDirectory: string;
}

/** What it prints: no problem and exit status 0, or all problems and exit status 2. */
export interface BakeResult {
  readonly problems: readonly Problem[];
}
