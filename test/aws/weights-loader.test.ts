import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LOAD_WEIGHTS } from '../../lib/aws/private/weights-loader';
import { MANIFEST, manifestOf } from '../../lib/contract/weights';

const FOLDER = 'models/Qwen/Qwen3-8B-FP8/abc';
const FILES = { 'config.json': '{"layers": 36}', 'model.safetensors': 'weights', 'tokenizer/vocab.txt': 'a\nb\n' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const MANIFEST_TEXT = manifestOf(new Map(Object.entries(FILES).map(([path, text]) => [path, sha256(text)])));
const DIGEST = sha256(MANIFEST_TEXT);

let root: string;
const bucket = (path: string) => join(root, 's3/their-weights', FOLDER, path);
const host = (path: string) => join(root, 'host', DIGEST, path);

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'weights-loader-'));
  mkdirSync(join(root, 'host'));
  for (const [path, text] of Object.entries(FILES)) write(bucket(path), text);
  write(bucket(MANIFEST), MANIFEST_TEXT);
  // What stands for the AWS CLI: `aws s3 cp --no-progress s3://BUCKET/KEY FILE`, from a folder, and says what it was asked.
  const aws = `#!/bin/sh\necho "\${4#s3://}" >> '${root}/asked'\nexec cp '${root}/s3/'"\${4#s3://}" "$5"\n`;
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/aws'), aws, { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true }));

/** One start of the loader, as ECS has it. */
function load(digest = DIGEST) {
  rmSync(join(root, 'asked'), { force: true });
  const { status, stdout } = spawnSync('/bin/sh', ['-c', LOAD_WEIGHTS], {
    encoding: 'utf8',
    env: {
      PATH: `${join(root, 'bin')}:${process.env.PATH}`,
      ...{ WEIGHTS_ROOT: join(root, 'host'), BUCKET: 'their-weights', FOLDER, DIGEST: digest },
    },
  });
  const asked = existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trim().split('\n') : [];
  return { status, stdout, asked: asked.map((key) => key.replace(`their-weights/${FOLDER}/`, '')) };
}

test('every file is there, as it is pinned, and the task ends well', () => {
  const { status, stdout, asked } = load();
  expect(status).toBe(0);
  expect(asked).toEqual([MANIFEST, 'config.json', 'model.safetensors', 'tokenizer/vocab.txt']);
  for (const [path, text] of Object.entries(FILES)) expect(readFileSync(host(path), 'utf8')).toBe(text);
  expect(stdout).toContain(`verified 3 files of ${FOLDER}`);
});

test('a host that has them verifies them, and fetches the list alone', () => {
  load();
  expect(load()).toMatchObject({ status: 0, asked: [MANIFEST] });
});

test('a file that was cut off, or changed on the host, is fetched anew', () => {
  load();
  writeFileSync(host('model.safetensors'), 'weig');
  expect(load()).toMatchObject({ status: 0, asked: [MANIFEST, 'model.safetensors'] });
  expect(readFileSync(host('model.safetensors'), 'utf8')).toBe('weights');
});

test('a file that is another one in the bucket ends the task, and no server finds it', () => {
  write(bucket('model.safetensors'), 'others');
  expect(load().status).not.toBe(0);
  expect(existsSync(host('model.safetensors'))).toBe(false);
  // Nor those after it: nobody starts from a part.
  expect(existsSync(host('tokenizer/vocab.txt'))).toBe(false);
});

test.each([
  ['another list', () => write(bucket(MANIFEST), MANIFEST_TEXT.replace('config.json', 'other.json'))],
  ['none at all', () => rmSync(bucket(MANIFEST))],
])('%s than the one that is pinned: nothing else is fetched', (_what, change) => {
  change();
  const { status, asked } = load();
  expect(status).not.toBe(0);
  expect(asked).toEqual([MANIFEST]);
  expect(readdirSync(join(root, 'host', DIGEST))).toEqual([]);
});

test('a file that the bucket lost ends the task', () => {
  rmSync(bucket('tokenizer/vocab.txt'));
  expect(load().status).not.toBe(0);
});
