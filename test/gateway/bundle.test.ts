import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { bundle, ENTRIES, importMilliseconds } from '../../bin/bundle';
import type { Bake, BakeRequest, BakeResult } from '../../lib/contract/bake-request';
import { BAKED } from '../../lib/contract/serving-config';
import { FakeAws } from './support/fake-aws';
import { API_KEY, bakedDirectory, config, digestOf, RESPONSES } from './support/fleet';
import { type Listening, listen } from './support/listen';
import { until } from './support/until';

/** The bundles as they are deployed: built here, baked by their own `bake.js`, run by plain Node. */
const root = mkdtempSync(join(tmpdir(), 'understudy-bundle-'));
const dist = join(root, 'dist');
const asset = join(root, 'asset');

const aws = new FakeAws();
let upstream: Listening;

beforeAll(async () => {
  const gateway = ENTRIES.filter((entry) => entry.bundle.startsWith('dist/gateway/'));
  await Promise.all(gateway.map((entry) => bundle(entry, root)));
  mkdirSync(asset);
  expect(bake()).toEqual({ problems: [] });
  upstream = await listen(aws.listener);
});

afterAll(async () => {
  await upstream.close();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => aws.objects.clear());

function bake(more: Partial<BakeRequest> = {}): BakeResult {
  const { bake } = require(join(dist, 'gateway/bake.js')) as { readonly bake: Bake };
  return bake({ config, responsesDirectory: RESPONSES, outputDirectory: asset, ...more });
}

const read = (directory: string) =>
  readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), 'utf8')]);

test('no bundle knows where it was built', () => {
  for (const [, text] of read(join(dist, 'gateway'))) {
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(root);
  }
});

test.each(ENTRIES.filter(({ budget }) => budget !== undefined))('$bundle keeps to its budget', async (entry) => {
  expect(await importMilliseconds(join(root, entry.bundle))).toBeLessThan(entry.budget?.importMilliseconds ?? 0);
  const tight = { kilobytes: 1, importMilliseconds: 1 };
  await expect(bundle({ ...entry, budget: tight }, join(root, 'tight'))).rejects.toThrow('its budget is 1');
});

test('bakes the same bytes twice', () => {
  const again = join(root, 'again');
  mkdirSync(again);
  bake({ outputDirectory: again });
  expect(readdirSync(asset).sort()).toEqual(Object.values(BAKED).sort());
  expect(read(again)).toEqual(read(asset));
});

test('what routes ask of an answer is judged while it is baked, with the packs, and nothing is written', () => {
  const unjudged = mkdtempSync(join(root, 'unjudged-'));
  const [chat, ...others] = config.routes;
  const routes = [{ ...chat, answer: { pattern: '(a|a)*$', jsonSchema: { type: 'objekt' } } }, ...others];
  const responsesDirectory = join(root, 'nowhere');
  const { problems } = bake({ config: { ...config, routes }, responsesDirectory, outputDirectory: unjudged });
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'slow-pattern routes.chat.answer.pattern',
    'malformed-schema routes.chat.answer.jsonSchema',
    'missing-responses ladder',
  ]);
  expect(readdirSync(unjudged)).toEqual([]);
});

test('bakes nothing when there is a problem', () => {
  const empty = join(root, 'empty');
  mkdirSync(empty);
  const { problems } = bake({ responsesDirectory: join(root, 'nowhere'), outputDirectory: empty });
  expect(problems.map(({ code }) => code)).toEqual(['missing-responses']);
  expect(readdirSync(empty)).toEqual([]);
});

describe('the baked gateway', () => {
  const children: ChildProcess[] = [];
  const keys = bakedDirectory();

  afterAll(async () => {
    for (const child of children) await stop(child);
    keys.remove();
  });

  /** Only what the bundle needs to be told, and nothing of the environment of the tests. */
  function run(environment: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, [join(asset, 'index.js')], { env: environment });
    children.push(child);
    return child;
  }

  async function listening(environment: Record<string, string>): Promise<string> {
    const lines = createInterface({ input: run({ PORT: '0', ...environment }).stdout! });
    for await (const line of lines) {
      const { address, port } = JSON.parse(line).listening;
      expect(address).toBe('127.0.0.1');
      return `http://${address}:${port}`;
    }
    throw new Error('it ended');
  }

  const ask = (url: string) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}` },
      body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hi' }] }),
    });

  test('refuses to start without keys', async () => {
    const child = run({ UNDERSTUDY_CELL: 'aws:eu-west-1' });
    let said = '';
    child.stderr?.on('data', (piece) => {
      said += piece;
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect(status).toBe(2);
    expect(said).toMatch(/^missing-keys: /);
  });

  test('serves on the loopback address, and says so where its cell has no rung that may answer', async () => {
    const url = await listening({
      UNDERSTUDY_CELL: 'google:europe-west4',
      GOOGLE_CLOUD_PROJECT: 'acme-ai',
      UNDERSTUDY_KEYS_FILE: keys.keysFile,
      UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: 'http://127.0.0.1:9/v1',
    });
    expect(await (await ask(url)).json()).toMatchObject({ error: { code: 'tier-floor' } });
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const scraped = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${API_KEY}` } });
    expect(scraped.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await scraped.text()).toMatch(/^understudy_requests_total\{route="chat",.*status="503"\} 1$/m);
  });

  test('reads its keys, and its health, from where its environment says', async () => {
    const secret = JSON.stringify({ digests: [digestOf(API_KEY)] });
    aws.secrets.set('svc/gateway-keys', secret);
    const url = await listening({
      UNDERSTUDY_CELL: 'aws:eu-west-1',
      UNDERSTUDY_KEYS_SECRET: 'svc/gateway-keys',
      UNDERSTUDY_STATE_BUCKET: 'state',
      UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: 'http://127.0.0.1:9/v1',
      AWS_ENDPOINT_URL: upstream.url,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    });
    const answer = await ask(url);
    expect(await answer.json()).toMatchObject({ understudy: { tier: 3, cell: 'aws:eu-west-1', attempts: 3 } });
    expect(await (await fetch(`${url}/health/serving`)).json()).toMatchObject({ verdict: 'unknown', status: 200 });
    // Nobody waits for the copy.
    await until(() => aws.objects.get('/state/keys/last-good.json') === secret);
  });
});

describe('the handler', () => {
  const keys = bakedDirectory();
  afterAll(() => keys.remove());

  /** Asks once, as Lambda would, and says which clients of the SDK were evaluated on the way. */
  async function evaluated(directory: string): Promise<unknown> {
    const event = {
      httpMethod: 'POST',
      path: '/v1/chat/completions',
      multiValueHeaders: { authorization: [`Bearer ${API_KEY}`] },
      body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hi' }] }),
    };
    const child = spawn(process.execPath, ['--no-warnings', join(__dirname, 'support/evaluated.js')], {
      env: {
        BUNDLE: join(directory, 'index.js'),
        EVENT: JSON.stringify(event),
        UNDERSTUDY_CELL: 'aws:eu-west-1',
        UNDERSTUDY_KEYS_FILE: keys.keysFile,
        UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: 'http://127.0.0.1:9/v1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      },
    });
    let said = '';
    child.stderr?.on('data', (piece) => {
      said += piece;
    });
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(said);
  }

  test('answers from the deterministic tier without an SDK', async () => {
    const alone = join(root, 'alone');
    mkdirSync(alone);
    bake({ config: { ...config, ladder: config.ladder.slice(-1) }, outputDirectory: alone });
    expect(await evaluated(alone)).toEqual({ status: 200, clients: [] });
  });

  test('evaluates one with its first use', async () => {
    expect(await evaluated(asset)).toEqual({ status: 200, clients: ['bedrockruntime'] });
  });
});

describe('the health function', () => {
  /** Calls `health.js` as Lambda would, in a process of its own. */
  async function answer(path: string, environment: Record<string, string> = {}) {
    const script = `
      require(${JSON.stringify(join(asset, 'health.js'))})
        .handler({ httpMethod: 'GET', path: ${JSON.stringify(path)} })
        .then((answer) => process.stdout.write(JSON.stringify(answer)));`;
    const child = spawn(process.execPath, ['-e', script], {
      env: {
        UNDERSTUDY_CELL: 'aws:eu-west-1',
        UNDERSTUDY_STATE_BUCKET: 'state',
        AWS_ENDPOINT_URL: upstream.url,
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        ...environment,
      },
    });
    const said = await text(child.stdout);
    return JSON.parse(said) as { statusCode: number; body: string };
  }

  function write(verdict: 'good' | 'bad'): void {
    const state = {
      version: 1,
      cell: 'aws:eu-west-1',
      at: new Date().toISOString(),
      periodSeconds: 60,
      serving: 'good',
      preferred: verdict,
      servingTier: 2,
      evidence: ['frontier: 3 of 3 rounds failed'],
      writer: 'prober',
    };
    aws.objects.set('/state/health/aws:eu-west-1.json', JSON.stringify(state));
  }

  test.each([
    ['/health/live', 200, { verdict: 'good' }],
    ['/health/serving', 200, { verdict: 'good', evidence: ['frontier: 3 of 3 rounds failed'] }],
    ['/health/preferred', 503, { verdict: 'bad', evidence: ['frontier: 3 of 3 rounds failed'] }],
    ['/health/other', 404, { error: { code: 'unknown-path' } }],
  ])('answers %s from the state in the bucket', async (path, status, body) => {
    write('bad');
    const { statusCode, body: text } = await answer(path);
    expect(statusCode).toBe(status);
    expect(JSON.parse(text)).toMatchObject(body);
  });

  test('knows nothing where no state was written, and says so with 200', async () => {
    const { statusCode, body } = await answer('/health/serving');
    expect({ statusCode, verdict: JSON.parse(body).verdict }).toEqual({ statusCode: 200, verdict: 'unknown' });
  });
});

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
}
