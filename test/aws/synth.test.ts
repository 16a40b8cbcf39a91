import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesize } from '../../bin/synth';
import cdkJson from '../../cdk.json';
import { InvalidConfiguration } from '../../lib/contract/problem';

const ROOT = join(__dirname, '..', '..');
const REFERENCE = join(ROOT, 'serving.yaml');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The reference fleet with one change, as a file; its responses are where they were. */
function changed(from: string, to: string): string {
  const file = join(folder, 'serving.yaml');
  const text = readFileSync(REFERENCE, 'utf8').replace('./responses', join(ROOT, 'responses'));
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return file;
}

/** The program of `cdk.json`, as `cdk` runs it. */
function app(config: string, out: string) {
  const context = { ...cdkJson.context, config };
  const [tsx, program] = cdkJson.app.split(' ');
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
  return spawnSync(join(ROOT, tsx), [join(ROOT, program)], { cwd: ROOT, env, encoding: 'utf8' });
}

const templatesIn = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8'))]),
  );

test('the reference fleet, in the order of deployment', () => {
  const out = join(folder, 'not', 'there', 'yet');
  expect(synthesize(REFERENCE, out)).toEqual({
    directory: out,
    warnings: [],
    stacks: [
      'Assistant-reference-SharedData',
      'Assistant-reference-eu-central-1',
      'Assistant-reference-FrontDoor',
      'Assistant-reference-eu-west-1',
      'Assistant-reference-eu-west-3',
    ],
    google: { directory: join(dirname(out), 'cdktf.out'), stacks: ['google-serving', 'google-dns'] },
  });
  expect(existsSync(join(out, 'manifest.json'))).toBe(true);
});

test('`cdk synth` and `understudy synth` write the same templates', () => {
  const [byApp, byCommand] = [join(folder, 'app'), join(folder, 'command')];
  expect(app(REFERENCE, byApp)).toMatchObject({ status: 0, stderr: '' });
  synthesize(REFERENCE, byCommand);
  expect(Object.keys(templatesIn(byApp))).toHaveLength(5);
  expect(templatesIn(byApp)).toEqual(templatesIn(byCommand));
});

describe('a declaration with mistakes', () => {
  const TWO_MISTAKES = ['eu-west-3]', 'eu-west-9, eu-nowhere-1]'] as const;

  test('throws them all and writes nothing', () => {
    const out = join(folder, 'out');
    expect(() => synthesize(changed(...TWO_MISTAKES), out)).toThrow(InvalidConfiguration);
    expect(existsSync(out)).toBe(false);
  });

  test('leaves what was there before as it was', () => {
    const out = join(folder, 'out');
    synthesize(REFERENCE, out);
    const before = templatesIn(out);
    expect(() => synthesize(changed(...TWO_MISTAKES), out)).toThrow(InvalidConfiguration);
    expect(templatesIn(out)).toEqual(before);
  });

  test('ends the program of `cdk` with status 2, every mistake with its line, and no assembly', () => {
    const out = join(folder, 'out');
    const { status, stderr } = app(changed(...TWO_MISTAKES), out);
    expect(status).toBe(2);
    expect(stderr).toMatch(/serving\.yaml:\d+: unknown-region: aws\.regions\[2\]/);
    expect(stderr).toMatch(/serving\.yaml:\d+: unknown-region: aws\.regions\[3\]/);
    expect(stderr).toContain('2 problems');
    expect(existsSync(join(out, 'manifest.json'))).toBe(false);
  });
});

describe('Google cells', () => {
  const STACKS = ['manifest.json', 'stacks/google-serving/cdk.tf.json', 'stacks/google-dns/cdk.tf.json'];

  test("go to Terraform's stacks beside the cloud assembly", () => {
    const { google } = synthesize(REFERENCE, join(folder, 'cdk.out'));
    expect(google).toEqual({ stacks: ['google-serving', 'google-dns'], directory: join(folder, 'cdktf.out') });
    for (const path of STACKS) expect(existsSync(join(folder, 'cdktf.out', path))).toBe(true);
  });

  test('go where they are sent', () => {
    synthesize(REFERENCE, join(folder, 'cdk.out'), join(folder, 'elsewhere'));
    expect(readdirSync(join(folder, 'elsewhere')).sort()).toEqual(['manifest.json', 'stacks']);
    expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
  });

  test('`cdk synth` writes them too, the same bytes', () => {
    const [byApp, byCommand] = [join(folder, 'app'), join(folder, 'command')];
    expect(app(REFERENCE, join(byApp, 'cdk.out'))).toMatchObject({ status: 0, stderr: '' });
    synthesize(REFERENCE, join(byCommand, 'cdk.out'));
    for (const path of STACKS) {
      const [one, other] = [byApp, byCommand].map((by) => readFileSync(join(by, 'cdktf.out', path), 'utf8'));
      expect(one).toBe(other);
    }
  });

  test('where none are declared no Terraform is written', () => {
    const file = changed('survive: [any-cell, any-cloud, any-provider]', 'survive: [any-cell]');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^google:\n( .*\n)+/m, ''));
    expect(synthesize(file, join(folder, 'cdk.out')).google).toBeUndefined();
    expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
  });
});
