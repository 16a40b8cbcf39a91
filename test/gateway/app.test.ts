import type { GatewayRequest } from '../../lib/gateway/exchange';
import { Abortable } from '../../lib/gateway/signal';
import { JobsScene } from './jobs/support/jobs-scene';

/** A request whose body does not come to its end. */
const broken: GatewayRequest = {
  method: 'POST',
  path: '/v1/chat/completions',
  query: () => undefined,
  header: (name) => (name === 'authorization' ? 'Bearer key' : undefined),
  text: () => Promise.reject(new Error('aborted')),
};

async function lineOf(isGone: boolean) {
  const scene = new JobsScene();
  const caller = new Abortable();
  if (isGone) caller.abort();
  const { status, body } = await scene.app()(broken, caller);
  return { status, code: JSON.parse(body as string).error.code, line: scene.lines[0] };
}

test('who leaves in the middle of a request is at fault himself: no error of ours is counted', async () => {
  const { status, code, line } = await lineOf(true);
  expect([status, code, line.error, line.broken]).toEqual([499, 'caller-left', 'caller-left', undefined]);
});

test('what nobody foresaw is ours: its caller learns no more, and the log all of it', async () => {
  const { status, code, line } = await lineOf(false);
  expect([status, code, line.error, line.broken]).toEqual([500, 'internal', 'internal', 'Error: aborted']);
});
