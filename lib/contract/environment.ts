/** Environment variables of a cell's functions. None holds a secret: they name where secrets are. */
export const ENVIRONMENT = {
  /** The cell's id, `aws:eu-west-1`. */
  cell: 'UNDERSTUDY_CELL',
  /** The name of the cell's secret with the digests of the API keys. */
  keysSecret: 'UNDERSTUDY_KEYS_SECRET',
  /** A file with the same JSON, where a cloud mounts its secrets or the gateway runs on a plain machine. */
  keysFile: 'UNDERSTUDY_KEYS_FILE',
  /** The name of the cell's private bucket: its state, and the last good copy of the digests. */
  stateBucket: 'UNDERSTUDY_STATE_BUCKET',
} as const;

/**
 * Sends an `openai-compatible` rung elsewhere than its baked URL: `open-weights` is `UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS`.
 * AWS's services have the SDK's own variables for this (`AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, …).
 */
export function endpointOverride(rungName: string): string {
  return `UNDERSTUDY_ENDPOINT_URL_${rungName.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** Objects in the cell's bucket. */
export const STATE_OBJECTS = {
  health: (cell: string) => `health/${cell}.json`,
  lastGoodDigests: 'keys/last-good.json',
} as const;

/** The keys secret's JSON: SHA-256 digests (hex, lower case) of random 256-bit keys. */
export interface KeyDigests {
  readonly digests: readonly string[];
}
