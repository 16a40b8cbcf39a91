import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import type { Compute } from '../../../lib/contract/compute';
import type { Rung } from '../../../lib/contract/ladder';
import { ownServersOf } from '../../../lib/rehearsal/stubs/own-servers';
import type { SecondTier } from '../../../lib/rehearsal/stubs/second-tier';
import { type Stubs, startStubs } from '../../../lib/rehearsal/stubs/stub-server';
import { ManualTime } from '../manual-time';

const cell = 'aws:eu-west-1';
const weights = { repository: 'acme/small', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` };
const ladder: readonly Rung[] = [
  {
    ...{ name: 'own', tier: 2 },
    on: {
      aws: {
        kind: 'vllm',
        url: 'http://own.assistant.internal/v1',
        model: 'acme/small',
        weights,
        machine: 'g6.xlarge',
      },
    },
  },
];
const computeOf = (warm: number): Compute => ({
  ...{ posture: 'active-active', uncovered: [] },
  services: [
    { rung: 'own', cell, warm, most: 4, millisecondsPerRequest: 2000 },
    { rung: 'own', cell: 'aws:eu-west-3', warm: 9, most: 9, millisecondsPerRequest: 111 },
  ],
});

const time = new ManualTime();
let stubs: Stubs | undefined;
let real: Server | undefined;

afterEach(async () => {
  await stubs?.close();
  real?.closeAllConnections();
  real?.close();
  real = undefined;
});

async function clientOf(warm: number, secondTier?: SecondTier): Promise<OpenAI> {
  // Nothing else of a plan is read.
  const plan = { cell, intent: { compute: computeOf(warm) } } as unknown as Parameters<typeof ownServersOf>[0];
  stubs = await startStubs({
    ...{ cell, ladder, secrets: new Map<string, string>(), golden: [], secondTier },
    ownServers: ownServersOf(plan, time),
  });
  return new OpenAI({ apiKey: 'any', baseURL: stubs.endpoints.openAiCompatible('own'), maxRetries: 0 });
}

const ask = { model: 'acme/small', messages: [{ role: 'user' as const, content: 'Hello' }] };

test('as many are served a second as this cell’s template says, and each answer says that it is a stub’s', async () => {
  const client = await clientOf(2);
  const first = await client.chat.completions.create(ask);
  expect(first.choices[0].message.content).toBe('[stub of acme/small in eu-west-1] You said: Hello');
  let second = false;
  const waiting = client.chat.completions.create(ask).then(() => {
    second = true;
  });
  // The third finds the second waiting: nobody turns it away, until its caller has no more time.
  await expect(client.chat.completions.create(ask, { timeout: 200 })).rejects.toThrow();
  expect(second).toBe(false);
  await time.advance(1);
  await waiting;
});

test('where none is warm nobody answers', async () => {
  const client = await clientOf(0);
  await expect(client.chat.completions.create(ask)).rejects.toMatchObject({ status: 503 });
});

describe('with a real server for tier 2', () => {
  const bodies: { model: string; stream?: boolean }[] = [];
  async function realServer(): Promise<string> {
    bodies.length = 0;
    real = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        bodies.push(JSON.parse(text));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'really' } }] }));
      });
    });
    await new Promise<void>((resolve) => real?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(real.address() as AddressInfo).port}/v1`;
  }

  test('it answers, asked for the model by its own name', async () => {
    const client = await clientOf(2, { url: await realServer(), model: 'small:8b' });
    expect((await client.chat.completions.create(ask)).choices[0].message.content).toBe('really');
    expect(bodies.map(({ model }) => model)).toEqual(['small:8b']);
  });

  test('faults still are the rehearsal’s, and a server that is not there breaks the connection', async () => {
    const client = await clientOf(2, { url: await realServer() });
    stubs?.behaviours.set('own', 'throttle');
    await expect(client.chat.completions.create(ask)).rejects.toMatchObject({ status: 429 });
    stubs?.behaviours.set('own', 'ok');
    real?.closeAllConnections();
    await new Promise((resolve) => real?.close(resolve));
    await expect(client.chat.completions.create(ask)).rejects.toThrow(/Connection error/);
    expect(bodies).toEqual([]);
  });
});
