import type { Server } from 'node:http';

/**
 * Lets a server end well: it takes no more connections, answers those that it took to their end, and then keeps none
 * of them. What is not done within the time is cut, so that the process ends by itself and not by force.
 *
 * Watches the server from now on; call what is returned when it is to end. Settles with its last connection.
 */
export function drainable(server: Server): (withinMilliseconds: number) => Promise<void> {
  let draining = false;
  // Before the listener that answers, and may send its headers at once.
  server.prependListener('request', (_request, response) => {
    if (draining) response.setHeader('connection', 'close');
    response.once('close', () => {
      // Only after this event is the connection idle.
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
  });
  return (withinMilliseconds) =>
    new Promise((resolve) => {
      draining = true;
      const cut = setTimeout(() => server.closeAllConnections(), withinMilliseconds);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
    });
}
