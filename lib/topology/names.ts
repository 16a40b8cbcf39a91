/** Physical names that are fixed by the topology, so that no stack has to refer to another. */
export interface CellNames {
  /** The secret with the key digests. */
  readonly keysSecret: string;
  /** The cell's private bucket. Its name holds the account, since bucket names are shared by the whole partition. */
  readonly stateBucket: string;
  readonly queue: string;
  readonly deadLetterQueue: string;
}

export function servicePrefix(service: string, stage?: string): string {
  return stage === undefined ? service : `${service}-${stage}`;
}

export function cellNames(prefix: string, account: string, region: string): CellNames {
  return {
    keysSecret: `${prefix}/gateway-keys`,
    stateBucket: `${prefix}-state-${account}-${region}`,
    queue: `${prefix}-jobs`,
    deadLetterQueue: `${prefix}-jobs-dead-letters`,
  };
}

/** `assistant`, `prod` -> `Assistant-prod`. */
export function stackPrefix(service: string, stage?: string): string {
  return servicePrefix(service.charAt(0).toUpperCase() + service.slice(1), stage);
}
