import { bakedGateway, removeBaked } from '../../../lib/bundle/baked-gateway';
import { ENVIRONMENT } from '../../../lib/contract/environment';
import type { JobView } from '../../../lib/contract/job';
import { systemClock } from '../../../lib/gateway/clock';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import type { Ledger } from '../../../lib/gateway/jobs/ledger';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { GoogleApi } from '../../../lib/gateway/platform/google/google-api';
import { jobs as withoutPatience } from '../../gateway/jobs/support/two-cells';
import { FakeGoogle } from '../../gateway/support/fake-google';
import { FakeOpenAi } from '../../gateway/support/fake-openai';
import { API_KEY, bakedDirectory, RESPONSES } from '../../gateway/support/fleet';
import { gate, type Listening, listen } from '../../gateway/support/listen';
import { type Emulator, emulatorJars, startFirestore, startPubSub } from './google-emulators';
import { ask as askPubSub, createTopics, pullFrom, type Topics, textOf } from './pubsub-topics';
import { PullingCell } from './pulling-cell';

/**
 * Two cells' gateways and workers, as they are deployed, over the Google Cloud SDK's Firestore and Pub/Sub. Cloud Storage
 * and the metadata server, which it has no emulators of, are stand-ins of our own, and so is the model.
 */
const REGIONS = ['europe-west4', 'europe-west1'] as const;
const DATABASE = 'projects/acme-ai/databases/jobs';

interface Cell extends PullingCell {
  readonly id: string;
  readonly topics: Topics;
}

const jars = emulatorJars();
const google = new FakeGoogle();
google.token = 'owner';
const model = new FakeOpenAi();
const keys = bakedDirectory();
const open: (Listening | Emulator)[] = [];
let pubSub: string;
let ledger: Ledger;
let here: Cell;
let there: Cell;

if (typeof jars === 'string') {
  process.stdout.write(`not run: jobs over Firestore and Pub/Sub: ${jars}\n`);
  test.skip(jars, () => undefined);
} else {
  beforeAll(async () => {
    const [firestore, topics, fake, asked] = await Promise.all([
      startFirestore(jars),
      startPubSub(jars),
      listen(google.listener),
      listen(model.listener),
    ]);
    open.push(firestore, topics, fake, asked);
    pubSub = topics.url;
    ledger = firestoreLedger(new GoogleApi(firestore.url, async () => 'owner'), DATABASE, systemClock);
    const cells = REGIONS.map((region) => ({
      id: `google:${region}` as const,
      url: `https://${region}.test`,
      bucket: `state-${region}`,
    }));
    const route = { deadlineSeconds: 20, queue: 'allowed', residency: [], durability: 'region' } as const;
    const directory = bakedGateway(
      {
        version: 1,
        service: 'assistant',
        ladder: [
          { name: 'open', tier: 2, on: { google: { kind: 'openai-compatible', url: asked.url, model: 'qwen' } } },
          { name: 'script', tier: 3, on: { google: { kind: 'deterministic' } } },
        ],
        routes: [
          { ...route, name: 'chat', floor: 3, otherCloudDown: 'refuse' },
          { ...route, name: 'extract', floor: 2, otherCloudDown: 'refuse' },
        ],
        jobs: { ...withoutPatience, cells },
      },
      RESPONSES,
    );
    [here, there] = await Promise.all(
      cells.map(async ({ id, bucket }): Promise<Cell> => {
        const topics = await createTopics(pubSub, bucket, { ackDeadlineSeconds: 10, attempts: 100 });
        const environment = {
          [ENVIRONMENT.cell]: id,
          [ENVIRONMENT.googleProject]: 'acme-ai',
          [ENVIRONMENT.stateBucket]: bucket,
          [ENVIRONMENT.jobsLedger]: DATABASE,
          [ENVIRONMENT.jobsQueue]: topics.topic,
          [ENVIRONMENT.jobsDeadLetters]: topics.deadLetters,
          [ENVIRONMENT.googleMetadataHost]: new URL(fake.url).host,
          [ENVIRONMENT.googleStorageUrl]: fake.url,
          [ENVIRONMENT.googleFirestoreUrl]: firestore.url,
          [ENVIRONMENT.googlePubSubUrl]: pubSub,
        };
        const cell = new PullingCell({ directory, keysFile: keys.keysFile, environment });
        await cell.serve();
        return Object.assign(cell, { id, topics });
      }),
    );
  }, 120_000);
  beforeEach(() => {
    model.mood = { kind: 'answer', texts: ['forty-two'] };
  });
  afterAll(async () => {
    for (const cell of [here, there]) await cell?.close();
    for (const each of open) await each.close();
    removeBaked();
    keys.remove();
  });

  test('the jobs of a cell that is gone are taken over', async () => {
    const { body } = await ask(there, 'POST', '/v1/jobs', { request: chat('extract') });
    here.work();
    const view = await over(here, body);
    expect([view.state, view.home, view.served_by?.cell, view.served_by?.rung]).toEqual([
      'done',
      'google:europe-west1',
      'google:europe-west4',
      'open',
    ]);
    await until(() => here.lines.some(({ event }) => event === 'swept'));
    const [swept] = here.lines.filter(({ event }) => event === 'swept');
    expect(swept).toMatchObject({ cell: here.id, rescued: 1, overdue: [there.id] });
    // Its own message finds that it is over, or another's, and is forgotten.
    there.work();
    await until(() => there.lines.some(({ what, job }) => what === 'duplicate' && job === body.id));
    await there.rest();
  });

  test('a job is accepted, worked off and answered, and any cell knows it', async () => {
    const accepted = await ask(here, 'POST', '/v1/jobs', { request: chat('extract', 'a secret question') });
    expect([accepted.status, accepted.body.state, accepted.body.durability]).toEqual([202, 'queued', 'region']);
    await over(here, accepted.body);
    for (const cell of [here, there]) {
      const { status, body } = await ask(cell, 'GET', accepted.body.status_url);
      expect([status, body.state, body.tier]).toEqual([200, 'done', 2]);
      expect(JSON.stringify(body.result)).toContain('forty-two');
    }
    const rows = await ledger.read(accepted.body.id);
    expect(rows.map(({ facet }) => facet).sort()).toEqual(['job', 'progress/google']);
    expect(JSON.stringify(here.lines)).not.toMatch(/secret question|forty-two/);
  });

  test('a request too large for a row lies in the buckets of two cells, and is answered', async () => {
    const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat('extract', 'please '.repeat(20_000)) });
    const kept = [...google.objects.keys()].filter((key) => key.includes(body.id));
    expect(kept.sort()).toEqual(REGIONS.map((region) => `state-${region}/jobs/${body.id}/request`).sort());
    expect((await over(here, body)).state).toBe('done');
  });

  test('poison is put aside with its reason; what is no message harms nobody', async () => {
    model.mood = { kind: 'status', status: 400, body: '{"error":{"message":"no","code":"content_filter"}}' };
    const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat('extract', 'poison') });
    const { state, error } = await over(here, body);
    expect([state, error?.code]).toEqual(['dead', expect.any(String)]);
    const dead = (await pullFrom(pubSub, here.topics.deadLetters)).map((one) => messageIn(textOf(one)));
    expect(dead).toEqual([
      { job: body.id, queuedAt: expect.any(Number), reason: expect.stringContaining(error?.code ?? '') },
    ]);

    model.mood = { kind: 'answer', texts: ['fine'] };
    const data = Buffer.from('no message').toString('base64');
    await askPubSub(pubSub, 'POST', `${here.topics.topic}:publish`, { messages: [{ data }] });
    const { body: next } = await ask(here, 'POST', '/v1/jobs', { request: chat('extract') });
    expect((await over(here, next)).state).toBe('done');
  });

  test('a worker that is told to end gives back what it was at, and it is not held against the job', async () => {
    const { open: letGo, opened } = gate();
    model.mood = { kind: 'wait', texts: ['never'], gate: opened };
    const calls = model.calls.length;
    const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat('extract') });
    await until(() => model.calls.length > calls);
    const { status, milliseconds } = await here.rest();
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(9500);
    expect(here.lines.at(-1)).toMatchObject({ event: 'ended' });
    letGo();
    model.mood = { kind: 'answer', texts: ['in the end'] };
    here.work();
    expect((await over(here, body)).state).toBe('done');
    const [progress] = (await ledger.read(body.id)).filter(({ facet }) => facet === 'progress/google');
    // The one strike is of the claim that came to its good end.
    expect(progress.body).toMatchObject({ strikes: 1, attempts: 2 });
  });
}

const chat = (name: string, content = 'hi') => ({ model: name, messages: [{ role: 'user', content }] });

async function ask(cell: Cell, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const answer = await fetch(cell.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as JobView };
}

/** The job, once it is over. */
async function over(cell: Cell, { status_url }: JobView): Promise<JobView> {
  for (;;) {
    const { body } = await ask(cell, 'GET', status_url);
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 100));
}
