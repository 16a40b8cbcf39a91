import type { Location } from '../../drill/route53/model';
import { orPortTaken } from '../addresses';
import { type DnsListener, startDns } from './dns-server';
import type { NameServer } from './name-server';

/** A place from which DNS is asked, and the port of 127.0.0.1 that answers as from there. */
export interface DnsPlace {
  readonly region: string;
  readonly port: number;
}

export interface DnsPlacesOptions {
  readonly names: NameServer;
  /** The first place's port, the next one's is one higher, and so on; 0 for any free ones. */
  readonly port: number;
  readonly regions: readonly string[];
  readonly locationOf: (region: string) => Location;
  readonly wireTtl: (serviceSeconds: number) => number;
}

/**
 * One DNS server a place. On this machine every question comes from the same address, so where the asker is to be
 * taken to be cannot be seen from it: the port says it instead.
 */
export async function startDnsPlaces(
  options: DnsPlacesOptions,
): Promise<{ readonly places: readonly DnsPlace[]; close(): Promise<void> }> {
  const listeners: DnsListener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  try {
    for (const [index, region] of options.regions.entries()) {
      const port = options.port === 0 ? 0 : options.port + index;
      const listening = startDns({
        ...{ server: options.names, port, wireTtl: options.wireTtl },
        from: options.locationOf(region),
      });
      listeners.push(await orPortTaken(listening, { host: '127.0.0.1', port }, '--dns-port'));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { places: options.regions.map((region, index) => ({ region, port: listeners[index].port })), close };
}
