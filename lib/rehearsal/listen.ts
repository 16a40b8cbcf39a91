import type { AddressInfo, Server, Socket } from 'node:net';

export interface Listening<S> {
  readonly server: S;
  readonly port: number;
  /** Stops listening and breaks every open connection, as a dead machine would. */
  close(): Promise<void>;
}

/** Listens, or rejects with the system's error (EADDRINUSE, EADDRNOTAVAIL, …). */
export async function listen<S extends Server>(server: S, port: number, host: string): Promise<Listening<S>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
