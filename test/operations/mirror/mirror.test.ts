import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Reported } from '../../../lib/command/reported';
import { InvalidConfiguration } from '../../../lib/contract/problem';
import { parseManifest } from '../../../lib/contract/weights';
import { registerMirror } from '../../../lib/operations/mirror/command';
import { closeServers, type FakeHub, fakeClouds, fakeHub, REVISION, sha256 } from './support';

const REPOSITORY = 'acme/small';
const BIG = 'the weights themselves, which are long';
const BUCKETS = ['s3://assistant-weights-111122223333-eu-west-1', 'gs://assistant-weights-123456789012-europe-west4'];

let folder: string;
let hub: FakeHub;
const read = (file: string) => readFileSync(file, 'utf8');
let clouds = fakeClouds(read);
let printed: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  mkdirSync(join(folder, 'responses'));
  hub = await fakeHub(REPOSITORY);
  hub.files.set('config.json', '{"a":1}').set('model.safetensors', BIG).set('.gitattributes', '*.bin lfs');
  clouds = fakeClouds(read);
  printed = [];
});
afterEach(async () => {
  await closeServers();
  rmSync(folder, { recursive: true, force: true });
});

const MANIFEST = `${sha256('{"a":1}')}  config.json\n${sha256(BIG)}  model.safetensors\n`;
const DIGEST = `sha256:${sha256(MANIFEST)}`;

function declared(digest = DIGEST): string {
  const file = join(folder, 'serving.yaml');
  const vllm = `{ vllm: { model: ${REPOSITORY}, revision: "${REVISION}", digest: "${digest}", gigabytes: 1,
      throughput: { inputTokensPerSecond: 1000, outputTokensPerSecond: 100 } } }`;
  writeFileSync(
    file,
    `service: assistant
domain: ai.example.com
hostedZone: { id: Z0123456789ABCDEFGHIJ, name: ai.example.com }
frontDoorRegion: eu-west-1
aws: { account: "111122223333", regions: [eu-west-1, eu-central-1] }
google: { project: acme-ai, projectNumber: "123456789012", regions: [europe-west4], stateBucket: acme-ai-terraform }
ladder:
  - { tier: 2, name: own, aws: ${vllm}, google: ${vllm}, cells: [aws:eu-west-1, google:europe-west4] }
  - { tier: 3, name: script, deterministic: { responses: ./responses } }
routes: { chat: { floor: 3 } }
demand: { peakRequestsPerSecond: 1, inputTokens: 100, outputTokens: 100 }
posture: warm-standby
objectives: { survive: [] }
`,
  );
  return file;
}

async function mirror(...args: string[]): Promise<void> {
  const program = new Command('understudy').exitOverride();
  registerMirror(program, (text) => printed.push(text), {
    ...{ fetch, run: clouds.run, say: () => {}, wait: async () => {} },
    env: { HF_ENDPOINT: hub.url },
    registryUrl: () => 'http://127.0.0.1:9',
  });
  await program.parseAsync(['mirror', '--cache', join(folder, 'cache'), ...args], { from: 'user' });
}

test('prints the digest that a declaration pins, without bringing the large files here', async () => {
  await mirror('--digest', `${REPOSITORY}@${REVISION}`, '--json');
  expect(JSON.parse(printed[0])).toEqual({ digest: DIGEST, gigabytes: 0, files: 2 });
  expect(hub.asked).toEqual(['config.json whole']);
  await mirror('--digest', `${REPOSITORY}@${REVISION}`, '--file', 'model.safetensors');
  expect(printed[1]).toContain(`sha256:${sha256(`${sha256(BIG)}  model.safetensors\n`)}`);
});

test('copies weights into every cell that has servers, the list of them last, and keeps nothing here', async () => {
  await mirror('--config', declared(), '--only', 'weights', '--json');
  for (const bucket of BUCKETS) {
    const keys = [...clouds.objects.keys()].filter((key) => key.startsWith(bucket));
    const base = `${bucket}/models/${REPOSITORY}/${REVISION}`;
    expect(keys).toEqual([`${base}/config.json`, `${base}/model.safetensors`, `${base}/SHA256SUMS`]);
    expect(clouds.objects.get(`${base}/model.safetensors`)).toEqual({ text: BIG, sha256: sha256(BIG) });
    expect(parseManifest(clouds.objects.get(`${base}/SHA256SUMS`)?.text ?? '')?.size).toBe(2);
  }
  expect(JSON.parse(printed[0]).copied).toEqual([
    expect.objectContaining({ cell: 'aws:eu-west-1', sent: 3, there: 0 }),
    expect.objectContaining({ cell: 'google:europe-west4', sent: 3, there: 0 }),
  ]);
  const left = readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});

test('run again, it finds all of it there and brings nothing large', async () => {
  const config = declared();
  await mirror('--config', config, '--only', 'weights');
  hub.asked.length = 0;
  await mirror('--config', config, '--only', 'weights', '--json');
  expect(JSON.parse(printed[1]).copied).toEqual([
    expect.objectContaining({ sent: 0, there: 3 }),
    expect.objectContaining({ sent: 0, there: 3 }),
  ]);
  expect(hub.asked).toEqual(['config.json whole']);
});

test('what lies there with another digest is sent anew', async () => {
  const config = declared();
  await mirror('--config', config, '--only', 'weights');
  const [key] = [...clouds.objects.keys()].filter((one) => one.startsWith('gs:') && one.endsWith('safetensors'));
  clouds.objects.set(key, { text: BIG.toUpperCase(), sha256: sha256(BIG.toUpperCase()) });
  await mirror('--config', config, '--only', 'weights');
  expect(clouds.objects.get(key)?.text).toBe(BIG);
});

const LONE = `sha256:${sha256(`${sha256(BIG)}  model.safetensors\n`)}`;
const toDublin = ['--only', 'weights', '--cell', 'aws:eu-west-1'];

test('a file that an earlier run left in part is gone on with where it ended', async () => {
  hub.files.delete('config.json');
  const there = join(folder, 'cache', 'models', REPOSITORY, REVISION);
  mkdirSync(there, { recursive: true });
  writeFileSync(join(there, 'model.safetensors.part'), BIG.slice(0, 10));
  await mirror('--config', declared(LONE), ...toDublin);
  expect(hub.asked).toEqual(['model.safetensors bytes=10-']);
  expect([...clouds.objects.values()].some(({ text }) => text === BIG)).toBe(true);
});

test('a line that is cut off is tried again, and a part that is not the file’s is thrown away', async () => {
  hub.files.delete('config.json');
  hub.cutAfter = 10;
  await mirror('--config', declared(LONE), ...toDublin);
  expect(hub.asked).toHaveLength(2);
  expect([...clouds.objects.values()].some(({ text }) => text === BIG)).toBe(true);

  clouds.objects.clear();
  const there = join(folder, 'cache', 'models', REPOSITORY, REVISION);
  mkdirSync(there, { recursive: true });
  writeFileSync(join(there, 'model.safetensors.part'), 'something else');
  await expect(mirror('--config', declared(LONE), ...toDublin)).rejects.toThrow(Reported);
  expect(clouds.objects.size).toBe(0);
  await mirror('--config', declared(LONE), ...toDublin);
  expect([...clouds.objects.values()].some(({ text }) => text === BIG)).toBe(true);
});

test('weights that are not what the declaration pins are copied nowhere', async () => {
  const run = mirror('--config', declared(`sha256:${'0'.repeat(64)}`), '--only', 'weights');
  const problem = await run.catch((error: InvalidConfiguration) => error.problems[0]);
  expect(problem).toMatchObject({ code: 'weights-not-as-pinned', found: DIGEST });
  expect(clouds.objects.size).toBe(0);
});

test('a file that is not what the hub lists is thrown away and put nowhere', async () => {
  const config = declared();
  const listed = hub.files.get('model.safetensors')!;
  const original = hub.files.get.bind(hub.files);
  // The list is made from the entries; what is sent is asked for by name.
  hub.files.get = (path) => (path === 'model.safetensors' ? listed.replace('weights', 'poisons') : original(path));
  await expect(mirror('--config', config, '--only', 'weights', '--cell', 'aws:eu-west-1')).rejects.toThrow(Reported);
  expect(printed[0]).toMatch(/^FAILED .*is not what its publisher says it is/);
  expect([...clouds.objects.keys()].some((key) => /safetensors|SHA256SUMS/.test(key))).toBe(false);
  expect(existsSync(join(folder, 'cache', 'models', REPOSITORY, REVISION, 'model.safetensors'))).toBe(false);
});

test('a cell that takes nothing keeps none of the others from theirs', async () => {
  clouds.refused.add('eu-west-1');
  await expect(mirror('--config', declared(), '--only', 'weights', '--json')).rejects.toThrow(Reported);
  expect(JSON.parse(printed[0]).copied).toEqual([
    expect.objectContaining({ cell: 'aws:eu-west-1', sent: 0, failure: expect.stringContaining('AccessDenied') }),
    expect.objectContaining({ cell: 'google:europe-west4', sent: 3 }),
  ]);
});

test('says what would be copied where, and asks nobody', async () => {
  await mirror('--config', declared(), '--dry-run');
  expect(printed[0].split('\n')).toEqual([
    `aws:eu-west-1  weights  ${REPOSITORY}@${REVISION.slice(0, 12)} -> ${BUCKETS[0]}`,
    `google:europe-west4  weights  ${REPOSITORY}@${REVISION.slice(0, 12)} -> ${BUCKETS[1]}`,
    expect.stringMatching(
      /^aws:eu-west-1 {2}image .*vllm-openai.*111122223333.dkr.ecr.eu-west-1.amazonaws.com\/assistant\//,
    ),
    expect.stringMatching(/^google:europe-west4 {2}image .*europe-west4-docker.pkg.dev\/acme-ai\/assistant-servers\//),
    expect.stringMatching(/^aws:eu-west-1 {2}image .*aws-cli/),
  ]);
  expect(hub.asked).toEqual([]);
});

test('where no cell has servers of its own, it says so', async () => {
  await mirror('--config', 'serving.yaml', '--dry-run');
  expect(printed).toEqual(['no cell has servers of its own: there is nothing to copy']);
});

test.each([
  [['--only', 'both'], 'unknown-part'],
  [['--digest', 'Qwen/Qwen3-8B@main'], 'malformed-weights'],
  [['--file', 'x.gguf'], 'setting-without-effect'],
  [['--cell', 'aws:eu-central-1'], 'unknown-cell'],
])('%j is refused: %s', async (args, code) => {
  const run = mirror('--config', declared(), '--dry-run', ...args);
  await expect(run).rejects.toThrow(InvalidConfiguration);
  await expect(run).rejects.toThrow(code);
});

const codesOf = (run: Promise<void>) =>
  run.then(
    () => [],
    (error: InvalidConfiguration) => error.problems.map(({ code, path }) => `${code} ${path}`),
  );

test('mistakes in what was typed, in the environment and in the declaration are told together', async () => {
  const nowhere = join(folder, 'nowhere.yaml');
  hub = { ...hub, url: 'hub.example.com' };
  expect(await codesOf(mirror('--config', nowhere, '--only', 'both', '--file', 'x'))).toEqual([
    'unknown-part --only',
    'setting-without-effect --file',
    'malformed-url HF_ENDPOINT',
    'missing-file ',
  ]);
});

test('what --digest has no use for is refused: --dry-run would promise to ask nobody', async () => {
  const chosen = ['--cell', 'aws:eu-west-1', '--only', 'weights', '--dry-run'];
  expect(await codesOf(mirror('--digest', `${REPOSITORY}@${REVISION}`, ...chosen))).toEqual([
    'setting-without-effect --cell',
    'setting-without-effect --only',
    'setting-without-effect --dry-run',
  ]);
  expect(hub.asked).toEqual([]);
});

test('who does not answer is named, with the reason', async () => {
  hub = { ...hub, url: 'http://127.0.0.1:9' };
  await expect(mirror('--digest', `${REPOSITORY}@${REVISION}`)).rejects.toThrow(
    /^127\.0\.0\.1:9 does not answer: (bad port|.*ECONNREFUSED)/,
  );
});
