import { createServer } from 'node:net';
import { InvalidConfiguration } from '../contract/problem';
import { listen } from './listen';

/** Where something that DNS answers with really listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * DNS carries no ports, so each cell has a loopback address of its own and all share one port. Where the system has
 * only 127.0.0.1 (macOS), the answers stay the same and a map from answer to port stands in.
 */
export interface AddressBook {
  /** The address that DNS answers with for the n-th cell, and where that cell listens. */
  readonly cells: readonly { readonly address: string; readonly endpoint: Endpoint }[];
  readonly mapped: boolean;
  /** Where to dial for an address that DNS answered; undefined where nobody here listens for it. */
  dial(address: string): Endpoint | undefined;
}

/** The n-th cell's address: 127.0.0.11, .12, … */
function cellAddress(index: number): string {
  return `127.0.0.${11 + index}`;
}

/** @param port shared by all cells; where addresses are mapped, the first of as many as there are cells */
export function addressBook(cellCount: number, port: number, mapped: boolean): AddressBook {
  const cells = Array.from({ length: cellCount }, (_, index) => ({
    address: cellAddress(index),
    endpoint: mapped ? { host: '127.0.0.1', port: port + index } : { host: cellAddress(index), port },
  }));
  const byAddress = new Map(cells.map((cell) => [cell.address, cell.endpoint]));
  return { cells, mapped, dial: (address) => byAddress.get(address) };
}

/** Does this machine have more of 127.0.0.0/8 than 127.0.0.1? */
export async function hasLoopbackNetwork(): Promise<boolean> {
  try {
    await (await listen(createServer(), 0, cellAddress(0))).close();
    return true;
  } catch {
    return false;
  }
}

/** A port that is free now; for those who ask for port 0, since all cells have to share one. */
export async function freePort(): Promise<number> {
  const probe = await listen(createServer(), 0, '127.0.0.1');
  await probe.close();
  return probe.port;
}

/** Says which option mends a port that cannot be had. */
export async function orPortTaken<T>(listening: Promise<T>, endpoint: Endpoint, option: string): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new InvalidConfiguration([
      {
        code: code === 'EADDRINUSE' ? 'port-taken' : 'port-forbidden',
        path: option,
        message: `port ${endpoint.port} of ${endpoint.host} ${code === 'EADDRINUSE' ? 'is taken' : 'needs a privilege'}`,
        found: String(endpoint.port),
        mend: `choose another port with ${option}`,
      },
    ]);
  }
}
