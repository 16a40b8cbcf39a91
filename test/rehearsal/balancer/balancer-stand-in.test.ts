import { createServer, type RequestListener, type Server } from 'node:http';
import { request } from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import { type ServiceEndpoint, startBalancer } from '../../../lib/rehearsal/balancer/balancer-stand-in';
import { type Certificate, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { type Listening, listen } from '../../../lib/rehearsal/listen';
import type { BackendPlan } from '../../../lib/rehearsal/plan/balancer-plan';

let certificate: Certificate;
const open: Listening<unknown>[] = [];

beforeAll(async () => {
  certificate = await (await certificateAuthority()).issue(['ai.example.com']);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function service(listener: RequestListener): Promise<Listening<Server>> {
  const listening = await listen(createServer(listener), 0, '127.0.0.1');
  open.push(listening);
  return listening;
}

/** A load balancer for one host, and what asks it. */
async function balancer(services: Record<string, ServiceEndpoint>, detection?: BackendPlan['outlierDetection']) {
  const backend = {
    id: 'backend',
    serviceIds: Object.keys(services),
    ...(detection && { outlierDetection: detection }),
  };
  const plan = { id: 'b', addressId: 'a', hosts: [{ host: 'ai.example.com', backend }], otherHosts: backend };
  const listening = await startBalancer({
    ...{ plan, certificate, host: '127.0.0.1', port: 0, now: () => 0, random: () => 0 },
    serviceOf: async (id) => services[id],
  });
  open.push(listening);
  return (path = '/', body = '') => {
    const asking = request({
      ...{ host: '127.0.0.1', port: listening.port, path, method: 'POST', rejectUnauthorized: false, agent: false },
      headers: { host: 'ai.example.com', 'x-mine': 'kept' },
    });
    asking.end(body);
    return asking;
  };
}

type Asking = ReturnType<typeof request>;

function answered(asking: Asking): Promise<{ status?: number; headers: NodeJS.Dict<unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (answer) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode, headers: answer.headers, text }), reject);
    });
  });
}

const at = (listening: Listening<unknown>, timeoutSeconds = 5) => ({ port: listening.port, timeoutSeconds });

test('passes a request on as it is, says for whom, and brings the answer back', async () => {
  const echo = await service(async (incoming, outgoing) => {
    const { host, via } = incoming.headers;
    outgoing.writeHead(418, { 'x-theirs': 'kept' });
    const seen = { url: incoming.url, host, mine: incoming.headers['x-mine'], via, body: await textOf(incoming) };
    outgoing.end(JSON.stringify({ ...seen, proto: incoming.headers['x-forwarded-proto'] }));
  });
  const ask = await balancer({ echo: at(echo) });
  const { status, headers, text } = await answered(ask('/a%2Fb?c=d', 'body'));
  expect([status, headers['x-theirs']]).toEqual([418, 'kept']);
  expect(JSON.parse(text)).toMatchObject({
    ...{ url: '/a%2Fb?c=d', host: 'ai.example.com', mine: 'kept', body: 'body', proto: 'https' },
    via: expect.stringContaining('google'),
  });
});

test('streams: the first piece is there before the last is made', async () => {
  let finish = () => {};
  const slow = await service((_incoming, outgoing) => {
    outgoing.write('first ');
    finish = () => outgoing.end('last');
  });
  const ask = await balancer({ slow: at(slow) });
  const asking = ask();
  const pieces: string[] = [];
  await new Promise<void>((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (answer) => {
      answer.setEncoding('utf8').on('data', (piece: string) => {
        pieces.push(piece);
        finish();
      });
      answer.once('end', resolve);
    });
  });
  expect(pieces).toEqual(['first ', 'last']);
});

test('an answer that breaks off breaks off for the client too', async () => {
  const broken = await service((_incoming, outgoing) => {
    outgoing.write('first');
    setImmediate(() => outgoing.destroy());
  });
  await expect(answered((await balancer({ broken: at(broken, 60) }))())).rejects.toThrow('aborted');
});

test('a client that goes away ends the request at the service', async () => {
  let asking: Asking | undefined;
  const left = new Promise<void>((resolve) => {
    service((_incoming, outgoing) => {
      outgoing.once('close', resolve);
      asking?.destroy();
    }).then(async (waiting) => {
      asking = (await balancer({ waiting: at(waiting) }))();
      asking.on('error', () => {});
    });
  });
  await left;
});

test('who takes longer than the service’s time-out is cut off', async () => {
  const silent = await service(() => {});
  expect(await answered((await balancer({ silent: at(silent, 0.05) }))())).toMatchObject({ status: 504 });
});

test.each([
  ['that does not run', { port: undefined, timeoutSeconds: 5 }],
  ['where nobody listens', { port: 9, timeoutSeconds: 5 }],
])('a service %s is unreachable', async (_name, dead) => {
  const answer = await answered((await balancer({ dead }))());
  expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('upstream connect error') });
});

test('with everybody ejected there is no healthy upstream, whatever the services would say now', async () => {
  const failing = await service((_incoming, outgoing) => outgoing.writeHead(500).end('theirs'));
  const detection = {
    ...{ consecutiveErrors: 2, enforcingConsecutiveErrors: 100, maxEjectionPercent: 100 },
    ...{ consecutiveGatewayFailure: 5, enforcingConsecutiveGatewayFailure: 0 },
    ...{ intervalSeconds: 1, baseEjectionSeconds: 30 },
  };
  const ask = await balancer({ failing: at(failing) }, detection);
  const texts = [await answered(ask()), await answered(ask()), await answered(ask())];
  expect(texts.map(({ status, text }) => `${status} ${text}`)).toEqual([
    '500 theirs',
    '500 theirs',
    '503 no healthy upstream',
  ]);
});
