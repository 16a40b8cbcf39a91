import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import type { GatewayResponse } from '../../../lib/gateway/exchange';

const MEGABYTE = 'x'.repeat(1024 * 1024);

/** Asks, and reads nothing of the answer; settles when the server has cut the connection. */
async function askAndStall(body: GatewayResponse['body']): Promise<void> {
  const response = { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
  const server = nodeServer(async () => response, 100).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  const [cut] = (await once(server, 'connection')) as [NodeJS.EventEmitter];
  await once(cut, 'close');
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}

test('a reader who takes nothing of a stream is cut, and the stream left', async () => {
  const state = { made: 0, left: false };
  async function* endless(): AsyncGenerator<string> {
    try {
      for (;;) {
        state.made += 1;
        yield MEGABYTE;
      }
    } finally {
      state.left = true;
    }
  }
  await askAndStall(endless());
  await new Promise((resolve) => setImmediate(resolve));
  expect(state.left).toBe(true);
  // No more than what sockets hold between them was made for him.
  expect(state.made).toBeLessThan(32);
});

test('a reader who takes nothing of a whole answer is cut', async () => {
  await askAndStall(MEGABYTE.repeat(32));
});
