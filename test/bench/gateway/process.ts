import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Binds a free port of the loopback address, and says which on standard output. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ listening: server.address() as AddressInfo })}\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
}
