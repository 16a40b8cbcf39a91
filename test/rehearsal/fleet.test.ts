import { existsSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { seededRandom } from '../../lib/drill/random';
import { groundOf } from '../../lib/drill/scenario/ground';
import { parseScenario } from '../../lib/drill/scenario/parse';
import type { Estate } from '../../lib/estate/estate';
import type { Endpoint } from '../../lib/rehearsal/addresses';
import { certificateAuthority } from '../../lib/rehearsal/certificates';
import { applyEvent } from '../../lib/rehearsal/faults';
import { type RunningFleet, startFleet } from '../../lib/rehearsal/fleet';
import { newKey } from '../../lib/rehearsal/key';
import { planOf } from '../../lib/rehearsal/plan/plan';
import { ManualTime } from './manual-time';
import { bothClouds } from './support/flight';

const key = newKey();
let folder: string;
let estate: Estate;
let fleet: RunningFleet;
const time = new ManualTime();
const troubles: string[] = [];

beforeAll(async () => {
  ({ estate, folder } = bothClouds('quality'));
  fleet = await startFleet({
    ...{ plan: planOf(estate), authority: await certificateAuthority(), port: 0, scratch: folder },
    ...{
      keyDigests: [key.digest],
      time,
      random: seededRandom(1),
      onLate: () => {},
      onTrouble: (trouble) => troubles.push(trouble),
    },
  });
}, 60_000);
afterAll(async () => {
  await fleet?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const GOOGLE = ['europe-west4', 'europe-west1'];

/** Status and cell of one answer of the load balancer; `refused` where nobody listens. */
function ask(
  hostName: string,
  path: string,
  body?: object,
): Promise<{ status: number | string; cell?: string; text: string }> {
  const [{ endpoint }] = fleet.addresses.balancers;
  return send(endpoint, hostName, path, body);
}

function send({ host, port }: Endpoint, hostName: string, path: string, body?: object) {
  return new Promise<{ status: number | string; cell?: string; text: string }>((resolve) => {
    const asking = request({
      ...{ host, port, path, method: body === undefined ? 'GET' : 'POST', agent: false, rejectUnauthorized: false },
      headers: { host: hostName, authorization: `Bearer ${key.text}`, 'content-type': 'application/json' },
    });
    asking.once('error', (error: NodeJS.ErrnoException) => resolve({ status: error.code ?? '', text: '' }));
    asking.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      const cell = answer.headers['x-understudy-cell'];
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, cell: cell?.toString(), text }));
    });
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const chat = (stream = false) =>
  ask('ai.example.com', '/v1/chat/completions', {
    ...{ model: 'chat', stream, messages: [{ role: 'user', content: 'Hello' }] },
  });
const alive = (region: string) => ask(`${region}.google.ai.example.com`, '/health/live');

/** What a region's health is, once its own prober has found it out: it asks four times a minute, and once may be too soon. */
async function saidOf(region: string): Promise<{ readonly verdict: string }> {
  for (;;) {
    const said = JSON.parse((await ask(`${region}.google.ai.example.com`, '/health/serving')).text);
    if (said.verdict !== 'unknown') return said;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function happen(...words: readonly [verb: 'kill' | 'restore', what: string]): Promise<void> {
  const [verb, what] = words;
  const texts = verb === 'kill' ? { kill: [`${what}@1s`] } : { kill: [`${what}@1s`], restore: [`${what}@2s`] };
  const { events } = parseScenario(texts, groundOf(estate));
  await Promise.all(events.filter(({ change }) => change === verb).map((event) => applyEvent(event, fleet)));
}

test('each region has its own copy of what it has mounted', () => {
  for (const region of GOOGLE) expect(existsSync(join(folder, 'google', region, 'bundle'))).toBe(true);
});

test('each region’s own name leads to it alone, the served one to all in turn', async () => {
  const cells = [await chat(), await chat(), await chat(), await chat()].map(({ cell }) => cell);
  expect(new Set(cells)).toEqual(new Set(['google:europe-west1', 'google:europe-west4']));
  for (const region of GOOGLE) {
    expect(await saidOf(region)).toMatchObject({ cell: `google:${region}`, verdict: 'good', status: 200 });
  }
}, 60_000);

test.each([false, true])('the gateway asks Gemini’s stub, streaming: %p', async (stream) => {
  expect(await chat(stream)).toMatchObject({ status: 200, text: expect.stringContaining('[stub ') });
});

test('a region is lost alone: its name answers no more, its neighbour does', async () => {
  await happen('kill', 'google:europe-west4');
  expect(await alive('europe-west4')).toMatchObject({ status: 503 });
  expect(await alive('europe-west1')).toMatchObject({ status: 200 });
  // By turns, until the lost one has failed as often as the template says.
  const statuses: unknown[] = [];
  for (let count = 0; count < 14; count++) statuses.push((await chat()).status);
  expect(statuses.filter((status) => status === 503)).toHaveLength(5);
  expect(statuses.slice(-4)).toEqual([200, 200, 200, 200]);
  await happen('restore', 'google:europe-west4');
  expect(await alive('europe-west4')).toMatchObject({ status: 200 });
});

test('a cloud is lost with what its cells share: nobody listens, and AWS notices nothing', async () => {
  await happen('kill', 'google');
  expect(await alive('europe-west1')).toMatchObject({ status: 'ECONNREFUSED' });
  expect(fleet.cells.map(({ plan, alive }) => [plan.cell, alive]).sort()).toEqual([
    ['aws:eu-central-1', true],
    ['aws:eu-west-1', true],
    ['google:europe-west1', false],
    ['google:europe-west4', false],
  ]);
  // What one region comes back to is an address that answers.
  await happen('restore', 'google:europe-west1');
  expect(await alive('europe-west1')).toMatchObject({ status: 200 });
  expect(await alive('europe-west4')).toMatchObject({ status: 503 });
  await happen('restore', 'google');
  expect(await alive('europe-west4')).toMatchObject({ status: 200 });
  expect(troubles).toEqual([]);
});

test('both regions lost one by one leave a load balancer that says so', async () => {
  for (const region of GOOGLE) await happen('kill', `google:${region}`);
  expect(await chat()).toMatchObject({ status: 503 });
  await happen('restore', 'google');
});

test('killing AWS leaves Google alone', async () => {
  await happen('kill', 'aws');
  expect(await alive('europe-west1')).toMatchObject({ status: 200 });
  expect(await send(fleet.addresses.regions[0].endpoint, 'ai.example.com', '/health/live')).toMatchObject({
    status: 'ECONNREFUSED',
  });
});
