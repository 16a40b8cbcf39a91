import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { googleBeside, type Synthesized, synthesize } from '../../bin/synth';
import cdkJson from '../../cdk.json';
import { Fleet } from '../../lib/aws/fleet';
import { InvalidConfiguration } from '../../lib/contract/problem';

const ROOT = join(__dirname, '..', '..');
const REFERENCE = join(ROOT, 'serving.yaml');
const TWO_MISTAKES = ['eu-west-3]', 'eu-west-9, eu-nowhere-1]'] as const;

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

describe('the reference fleet', () => {
  let shared: string;
  let written: Synthesized;
  /** By the program of `cdk.json`, beside what the command wrote. */
  let program: { status: number | null; stderr: string };
  const place = (by: 'app' | 'command', ...path: string[]) => join(shared, by, 'not', 'there', 'yet', ...path);
  beforeAll(() => {
    shared = mkdtempSync(join(tmpdir(), 'understudy-test-'));
    written = synthesize(REFERENCE, place('command', 'cdk.out'));
    program = app(REFERENCE, place('app', 'cdk.out'));
  });
  afterAll(() => rmSync(shared, { recursive: true, force: true }));

  test('in the order of deployment', () => {
    expect(written).toEqual({
      directory: place('command', 'cdk.out'),
      warnings: [],
      // What nobody could change later is said, and is no warning.
      notes: [expect.stringContaining('neither its consistency nor these Regions can ever be changed')],
      stacks: [
        'Assistant-reference-SharedData',
        'Assistant-reference-eu-central-1',
        'Assistant-reference-FrontDoor',
        'Assistant-reference-eu-west-1',
        'Assistant-reference-eu-west-3',
      ],
      google: { directory: place('command', 'cdktf.out'), stacks: ['google-serving', 'google-dns'] },
    });
    expect(existsSync(place('command', 'cdk.out', 'manifest.json'))).toBe(true);
  });

  test('its stacks are called the same wherever the construct stands, and it says who makes the other half', () => {
    const fleet = Fleet.fromFile(new Stage(new App(), 'Theirs'), 'Whatever', REFERENCE);
    const stacks = fleet.node.findAll().filter(Stack.isStack);
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual([...written.stacks].sort());
    // On a stack, or nobody would be told. That the command, which makes both halves, says nothing of it is seen above.
    expect(
      Stack.of(fleet.frontDoor)
        .node.findAll()
        .flatMap(({ node }) => node.metadata),
    ).toContainEqual(
      expect.objectContaining({
        type: 'aws:cdk:info',
        data: expect.stringMatching(/^The Google cells in europe-west4, europe-west1 .*GoogleFleet\.fromFile/),
      }),
    );
  });

  test('`cdk synth` and `understudy synth` write the same templates', () => {
    expect(program).toMatchObject({ status: 0, stderr: '' });
    const [byApp, byCommand] = [place('app', 'cdk.out'), place('command', 'cdk.out')].map(templatesIn);
    expect(Object.keys(byApp)).toHaveLength(5);
    expect(byApp).toEqual(byCommand);
  });

  test('and the same Terraform stacks, the same bytes, beside the cloud assembly', () => {
    for (const path of ['manifest.json', 'stacks/google-serving/cdk.tf.json', 'stacks/google-dns/cdk.tf.json']) {
      expect(readFileSync(place('app', 'cdktf.out', path), 'utf8')).toBe(
        readFileSync(place('command', 'cdktf.out', path), 'utf8'),
      );
    }
  });

  test('a declaration with mistakes leaves what was there before as it was', () => {
    const out = place('command', 'cdk.out');
    const before = templatesIn(out);
    expect(() => synthesize(changed(...TWO_MISTAKES), out)).toThrow(InvalidConfiguration);
    expect(templatesIn(out)).toEqual(before);
  });
});

describe('a declaration with mistakes', () => {
  test('throws them all and writes nothing', () => {
    const out = join(folder, 'out');
    expect(() => synthesize(changed(...TWO_MISTAKES), out)).toThrow(InvalidConfiguration);
    expect(readdirSync(folder)).toEqual(['serving.yaml']);
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

test("Google's stacks go where they are sent", () => {
  synthesize(REFERENCE, join(folder, 'cdk.out'), join(folder, 'elsewhere'));
  expect(readdirSync(join(folder, 'elsewhere')).sort()).toEqual(['manifest.json', 'stacks']);
  expect(readdirSync(folder).sort()).toEqual(['cdk.out', 'elsewhere']);
});

test('where no Google cells are declared no Terraform is written', () => {
  const file = changed('survive: [any-cell, any-cloud, any-provider]', 'survive: [any-cell]');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^google:\n( .*\n)+/m, ''));
  expect(synthesize(file, join(folder, 'cdk.out')).google).toBeUndefined();
  expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
});

test.each([
  ['cdk.out', 'cdktf.out'],
  ['main.cdk.out', 'main.cdktf.out'],
  ['validated.out', 'validated.cdktf.out'],
  ['prod', 'prod.cdktf.out'],
])('beside %s, Terraform goes to a folder that no other fleet there has: %s', (out, google) => {
  expect(googleBeside(join(folder, out))).toBe(join(folder, google));
});

test('folders that cannot be written are refused at once, and nothing is', () => {
  writeFileSync(join(folder, 'file'), '');
  const inFile = join(folder, 'file', 'cdk.out');
  const problems = refusals(() => synthesize(REFERENCE, inFile));
  expect(problems).toEqual([
    { code: 'unwritable-output', path: '--out', found: inFile },
    { code: 'unwritable-output', path: '--google-out', found: join(folder, 'file', 'cdktf.out') },
  ]);
  const onlyGoogle = refusals(() => synthesize(REFERENCE, join(folder, 'cdk.out'), inFile));
  expect(onlyGoogle.map(({ path }) => path)).toEqual(['--google-out']);
  expect(readdirSync(folder)).toEqual(['file']);
});

function refusals(run: () => unknown): { code: string; path: string; found?: string }[] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    return error.problems.map(({ code, path, found }) => ({ code, path, ...(found !== undefined && { found }) }));
  }
}
