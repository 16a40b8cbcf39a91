type Environment = Readonly<Record<string, string | undefined>>;

/** Where plain Node listens. */
export interface Address {
  readonly host: string;
  /** 0 takes one that is free. */
  readonly port: number;
}

/**
 * HOST and PORT. Without a HOST it is the loopback address; on Cloud Run, which says so with K_SERVICE and gives a PORT,
 * all of them. Throws for a port that is none.
 * @see https://docs.cloud.google.com/run/docs/container-contract
 */
export function readAddress({ HOST, PORT = '8080', K_SERVICE }: Environment): Address {
  const port = Number(PORT);
  if (!/^\d+$/.test(PORT) || port > 65_535) {
    throw new Error(`invalid-port: PORT must be a number from 0 to 65535, not \`${PORT}\``);
  }
  return { host: HOST ?? (K_SERVICE === undefined ? '127.0.0.1' : '0.0.0.0'), port };
}
