import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidConfiguration } from '../../../lib/contract/problem';
import { mergedDigests } from '../../../lib/operations/keys/merged-digests';
import { additions, type KeysSecret, secretsOf } from '../../../lib/operations/keys/secrets';
import { loadServingFile } from '../../../lib/topology/load';

const [OLD, NEW] = ['a'.repeat(64), 'b'.repeat(64)];
const HELD = JSON.stringify({ digests: [OLD] });
const SERVING = join(__dirname, '..', '..', '..', 'serving.yaml');

test.each<[what: string, present: string | undefined, digests: string[]]>([
  ['no value', undefined, [NEW]],
  ['an empty value', '', [NEW]],
  ['no digests', '{"digests":[]}', [NEW]],
  ['a digest', HELD, [OLD, NEW]],
  ['the digest itself', JSON.stringify({ digests: [NEW] }), [NEW]],
])('to a secret that holds %s', (_, present, digests) => {
  expect(JSON.parse(mergedDigests(NEW, present))).toEqual({ digests });
});

test('what else the secret holds stays', () => {
  expect(JSON.parse(mergedDigests(NEW, '{"note":"ours","digests":[]}'))).toEqual({ note: 'ours', digests: [NEW] });
});

test.each([
  ['None', 'malformed-secret'],
  ['null', 'malformed-secret'],
  ['{"digest":[]}', 'malformed-secret'],
  ['{"digests":["usk_key"]}', 'malformed-secret'],
  ['{"digests":[', 'malformed-secret'],
])('to a secret that holds %s nothing is added', (present, code) => {
  expect(() => mergedDigests(NEW, present)).toThrow(InvalidConfiguration);
  expect(() => mergedDigests(NEW, present)).toThrow(code);
});

test('a key is no digest, and is not repeated', () => {
  expect(() => mergedDigests('usk_secret')).toThrow(/^malformed-digest/);
  expect(() => mergedDigests('usk_secret')).not.toThrow(/usk_secret/);
});

test('a declaration names the secret of each of its cells', () => {
  expect(secretsOf(loadServingFile(SERVING))).toEqual([
    ...['eu-central-1', 'eu-west-1', 'eu-west-3'].map((region) => {
      return { cell: `aws:${region}`, cloud: 'aws', region, name: 'assistant-reference/gateway-keys' };
    }),
    ...['europe-west4', 'europe-west1'].map((region) => {
      const name = `assistant-reference-gateway-keys-${region}`;
      return { cell: `google:${region}`, cloud: 'google', project: 'acme-ai', name };
    }),
  ]);
});

describe('pasted into a shell', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const AWS: KeysSecret = { cell: 'aws:eu-west-1', cloud: 'aws', region: 'eu-west-1', name: 'assistant/gateway-keys' };
  const GOOGLE: KeysSecret = {
    cell: 'google:europe-west4',
    cloud: 'google',
    project: 'acme-ai',
    name: 'assistant-gateway-keys-europe-west4',
  };

  function program(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  /** What was written to the secret; undefined where nothing was. */
  function written(secret: KeysSecret, read: string, merge = 'echo MERGED "$6" "$7"'): string | undefined {
    const log = join(folder, 'written');
    program('npx', merge);
    program('aws', `case "$2" in get-*) ${read} ;; *) for last; do :; done; printf %s "$last" > ${log} ;; esac`);
    program('gcloud', `case "$3" in list) ${read} ;; access) echo HELD ;; *) cat > ${log} ;; esac`);
    spawnSync('sh', ['-c', additions(NEW, [secret])], {
      env: { PATH: `${folder}:${process.env.PATH}` },
      timeout: 10_000,
    });
    try {
      return readFileSync(log, 'utf8');
    } catch {
      return undefined;
    }
  }

  test.each<[what: string, secret: KeysSecret, read: string, expected: string]>([
    ['on AWS', AWS, 'echo HELD', `MERGED ${NEW} HELD`],
    ['on Google', GOOGLE, 'echo versions/1', `MERGED ${NEW} HELD`],
    ['on Google, where there is no version yet', GOOGLE, 'true', `MERGED ${NEW} `],
  ])('they write what was merged with what was there, %s', (_, secret, read, expected) => {
    expect(written(secret, read)?.trimEnd()).toBe(expected.trimEnd());
  });

  test.each([
    ['AWS', AWS],
    ['Google', GOOGLE],
  ])('they write nothing where %s does not let the secret be read', (_, secret) => {
    expect(written(secret, 'exit 1')).toBeUndefined();
  });

  test.each([
    ['AWS', AWS],
    ['Google', GOOGLE],
  ])('they write nothing to %s where the values cannot be merged', (_, secret) => {
    expect(written(secret, 'echo HELD', 'exit 2')).toBeUndefined();
  });
});
