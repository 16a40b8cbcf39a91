import type { JobsConfig } from './job';
import type { Rung } from './ladder';
import type { Route } from './route';

/**
 * `config.json` beside the gateway's bundle: the same bytes in every cell of the fleet.
 * Which cell it is, the gateway learns from its environment.
 */
export interface ServingConfig {
  readonly version: 1;
  readonly service: string;
  readonly ladder: readonly Rung[];
  readonly routes: readonly Route[];
  /** Where it is told what the gateways do. */
  readonly telemetry?: Telemetry;
  /** Where some route may be queued. */
  readonly jobs?: JobsConfig;
}

export interface Telemetry {
  /** The base URL of an OpenTelemetry collector that takes OTLP over HTTP. */
  readonly otlp: string;
}

/** The files of a baked directory. */
export const BAKED = {
  /** The gateway; exports `handler` for Lambda, and serves plain HTTP when it is run. */
  gateway: 'index.js',
  /** The health function, apart so that it loads nothing that the gateway needs. */
  health: 'health.js',
  /** The prober; exports `handler` for Lambda, and serves its schedule's calls over HTTP when it is run. */
  prober: 'prober.js',
  /** Asks after cells elsewhere; exports `handler` for its schedule. Knows nothing of what is baked. */
  watch: 'watch.js',
  /** The worker of the cell's jobs; exports `handler` for its queue and `sweep` for its schedule, and does both when it is run. */
  worker: 'worker.js',
  config: 'config.json',
  /** The response packs and their retrieval index. */
  corpus: 'corpus.json',
} as const;
