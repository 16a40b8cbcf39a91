import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST, manifestOf } from '../../lib/contract/weights';
import { verifiedVllm } from '../../lib/google/private/verified-vllm';

const FILES = { 'config.json': '{"layers": 36}', 'model.safetensors': 'weights' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = manifestOf(new Map(Object.entries(FILES).map(([path, text]) => [path, sha256(text)])));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'verified-vllm-'));
  mkdirSync(join(root, 'weights'));
  for (const [path, text] of Object.entries({ ...FILES, [MANIFEST]: manifest })) change(path, text);
  mkdirSync(join(root, 'bin'));
  // What stands for Python: says what it would serve, and of what asks for the first token nothing.
  writeFileSync(join(root, 'bin/python3'), '#!/bin/sh\n[ "$1" = - ] || echo "served: $*"\n', { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true }));

function change(path: string, text: string): void {
  writeFileSync(join(root, 'weights', path), text);
}

/** One start of an instance, as Cloud Run has it. */
function start() {
  const { status, stdout } = spawnSync('/bin/sh', ['-c', verifiedVllm('Qwen/Qwen3-8B-FP8'), 'vllm', '--model', '/w'], {
    encoding: 'utf8',
    env: {
      PATH: `${join(root, 'bin')}:${process.env.PATH}`,
      ...{ FOLDER: join(root, 'weights'), DIGEST: sha256(manifest) },
    },
  });
  return { isServed: stdout.includes('served: -m vllm.entrypoints.openai.api_server --model /w'), status, stdout };
}

test('weights as they are pinned are served', () => {
  expect(start()).toMatchObject({ isServed: true, status: 0, stdout: expect.stringContaining('verified 2 files of') });
});

test.each<[what: string, change: () => void]>([
  ['a file that was changed', () => change('model.safetensors', 'others')],
  ['a file that is gone', () => rmSync(join(root, 'weights/config.json'))],
  ['another list', () => change(MANIFEST, manifest.replace(sha256('weights'), sha256('others')))],
  ['a list that ends early', () => change(MANIFEST, manifest.split('\n')[0] ?? '')],
  ['no list', () => rmSync(join(root, 'weights', MANIFEST))],
])('%s ends the instance before anybody is served', (_what, spoil) => {
  spoil();
  const { isServed, status } = start();
  expect(isServed).toBe(false);
  expect(status).not.toBe(0);
});
