/**
 * How long Cloud Run waits for a service's start-up probe: its product of period and threshold. Google's page allows 600 s,
 * and 1,800 s with a GPU (older copies of it 240): what may not be less than written is asked for, and is enough for all
 * that an L4 holds.
 * @see https://docs.cloud.google.com/run/docs/configuring/healthchecks
 */
export const STARTUP_BUDGET_SECONDS = 600;

/** Of what is estimated below, so much may be taken: nobody has measured it. */
export const LONGEST_LOAD_SECONDS = STARTUP_BUDGET_SECONDS / 2;

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
