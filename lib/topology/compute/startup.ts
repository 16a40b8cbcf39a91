/**
 * How long Cloud Run waits for a service's start-up probe: its product of period and threshold. Google's pages differ
 * (240 s on some, and 600 s, or 1,800 s with a GPU, on others, all of them about jobs as about services), so that the
 * shortest is counted on; not confirmed.
 * @see https://docs.cloud.google.com/run/docs/configuring/healthchecks
 */
export const STARTUP_BUDGET_SECONDS = 240;

/** Of the server itself, once the weights are read: compiling, capturing graphs. An estimate, not measured. */
const SERVER_SECONDS = 75;

/**
 * The weights are read twice, verified and then loaded, from a bucket in the region that is mounted: an estimate of what
 * one instance reads a second, not measured.
 */
const GIGABYTES_PER_SECOND = 0.15;

/** How long it takes from a new instance to the first token. */
export function loadSeconds(gigabytes: number): number {
  return SERVER_SECONDS + (2 * gigabytes) / GIGABYTES_PER_SECOND;
}
