import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Binds a server to a free port of the loopback address. */
export async function listen(server: Server | RequestListener): Promise<Listening> {
  const bound = typeof server === 'function' ? createServer(server) : server;
  await new Promise<void>((resolve) => bound.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(bound.address() as AddressInfo).port}`,
    close: () => {
      bound.closeAllConnections();
      return new Promise((resolve) => bound.close(() => resolve()));
    },
  };
}

/** A promise that somebody else settles. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
