import { createServer } from 'node:net';
import { InvalidConfiguration } from '../contract/problem';
import { listen } from './listen';

/** Where something that DNS answers with really listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The address that DNS answers with for something, and where that listens. */
export interface Place {
  readonly address: string;
  readonly endpoint: Endpoint;
}

/**
 * DNS carries no ports, so what has an address in DNS (an AWS Region, a load balancer) has a loopback address of its own
 * and all share one port. Where the system has only 127.0.0.1 (macOS), the answers stay the same and a map from answer
 * to port stands in.
 */
export interface AddressBook {
  /** Of the AWS Regions, in the order of the plan. */
  readonly regions: readonly Place[];
  readonly balancers: readonly Place[];
  readonly mapped: boolean;
  /** Where to dial for an address that DNS answered; undefined where nobody here listens for it. */
  dial(address: string): Endpoint | undefined;
}

/** The first address of each kind: 127.0.0.11, .12, … for Regions, 127.0.0.101, … for load balancers. */
const FIRST = { region: 11, balancer: 101 } as const;

/** @param port shared by all; where addresses are mapped, the first of as many as there are places */
export function addressBook(
  counts: { readonly regions: number; readonly balancers: number },
  port: number,
  mapped: boolean,
): AddressBook {
  const place = (address: string, index: number): Place => ({
    address,
    endpoint: mapped ? { host: '127.0.0.1', port: port + index } : { host: address, port },
  });
  const regions = Array.from({ length: counts.regions }, (_, index) => place(loopback(FIRST.region + index), index));
  const balancers = Array.from({ length: counts.balancers }, (_, index) =>
    place(loopback(FIRST.balancer + index), counts.regions + index),
  );
  const byAddress = new Map([...regions, ...balancers].map(({ address, endpoint }) => [address, endpoint]));
  return { regions, balancers, mapped, dial: (address) => byAddress.get(address) };
}

function loopback(last: number): string {
  return `127.0.0.${last}`;
}

/** Does this machine have more of 127.0.0.0/8 than 127.0.0.1? */
export async function hasLoopbackNetwork(): Promise<boolean> {
  try {
    await (await listen(createServer(), 0, loopback(FIRST.region))).close();
    return true;
  } catch {
    return false;
  }
}

/** A port that is free now; for those who ask for port 0, since all have to share one. */
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
