import { createApp, type Serve } from '../../../lib/gateway/app';
import { assemble } from '../../../lib/gateway/assemble';
import type { GatewayRequest } from '../../../lib/gateway/exchange';
import type { Gateway } from '../../../lib/gateway/gateway';
import { Admission } from '../../../lib/gateway/load/admission';
import { ByteBudget } from '../../../lib/gateway/load/byte-budget';
import { readSettings } from '../../../lib/gateway/settings';
import { API_KEY, bakedDirectory } from '../support/fleet';
import { ManualClock } from '../support/manual-clock';

const baked = bakedDirectory();
afterAll(() => baked.remove());

/** A gateway whose every model is out of reach: the deterministic tier answers. */
function serving(more: Partial<Gateway>): Serve {
  const settings = readSettings({ UNDERSTUDY_CELL: 'aws:eu-west-1', UNDERSTUDY_KEYS_FILE: baked.keysFile });
  const gateway = assemble(settings, baked.directory, {
    request: () => undefined,
    ladder: () => undefined,
    job: () => undefined,
  });
  const steps = gateway.steps.filter(({ source }) => source.kind === 'deterministic');
  return createApp({ ...gateway, steps, ...more });
}

function request(stream = false, length?: number): GatewayRequest {
  const body = JSON.stringify({ model: 'chat', stream, messages: [{ role: 'user', content: 'hello' }] });
  const headers: Record<string, string | undefined> = {
    authorization: `Bearer ${API_KEY}`,
    'content-length': length?.toString(),
  };
  return {
    method: 'POST',
    path: '/v1/chat/completions',
    query: () => undefined,
    header: (name) => headers[name],
    text: async (mayHold) => (mayHold(Buffer.byteLength(body)) ? body : undefined),
  };
}

const caller = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** All the room there is, taken by others. */
function full(): Admission {
  const admission = new Admission(new ManualClock());
  while (admission.enter('high') !== undefined);
  return admission;
}

test('a request too many is shed with the time to come again', async () => {
  const { status, headers, body } = await serving({ admission: full() })(request(), caller);
  expect(status).toBe(503);
  expect(headers['retry-after']).toBe('1');
  expect(JSON.parse(body as string)).toMatchObject({ error: { code: 'overloaded', type: 'server_error' } });
});

test('a body is not read where those in flight hold all that may be held', async () => {
  const bytes = new ByteBudget(1000);
  bytes.take(900);
  const asked = request(false, 101);
  const text = jest.fn(asked.text);
  const { status } = await serving({ bytes })({ ...asked, text }, caller);
  expect({ status, read: text.mock.calls.length }).toEqual({ status: 503, read: 0 });
  expect((await serving({ bytes })(request(false, 100), caller)).status).toBe(200);
});

test('a body that does not say its length takes its room as it comes, and no more', async () => {
  const bytes = new ByteBudget(1000);
  bytes.take(950);
  const { status, headers, body } = await serving({ bytes })(request(), caller);
  expect([status, headers['retry-after']]).toEqual([503, '1']);
  expect(JSON.parse(body as string)).toMatchObject({ error: { code: 'overloaded' } });
  expect(bytes.take(50)).toBeDefined();
  const enough = new ByteBudget(200);
  expect((await serving({ bytes: enough })(request(), caller)).status).toBe(200);
  expect(enough.take(200)).toBeDefined();
});

test('a whole answer has left when it is made', async () => {
  const admission = new Admission(new ManualClock());
  await serving({ admission })(request(), caller);
  expect(admission.inFlight).toBe(0);
});

test('a stream leaves with its last byte, or with its caller', async () => {
  const admission = new Admission(new ManualClock());
  const serve = serving({ admission });
  const pieces = async () => {
    const { body } = await serve(request(true), caller);
    return (body as AsyncIterable<string>)[Symbol.asyncIterator]();
  };
  const [one, other] = [await pieces(), await pieces()];
  await one.next();
  expect(admission.inFlight).toBe(2);
  await one.return?.();
  await settle();
  expect(admission.inFlight).toBe(1);
  while (!(await other.next()).done);
  await settle();
  expect(admission.inFlight).toBe(0);
});
