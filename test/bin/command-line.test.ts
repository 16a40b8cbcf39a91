import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../bin/command-line';
import { endingOf } from '../../bin/report';
import { version } from '../../package.json';

const SERVING = join(__dirname, '..', '..', 'serving.yaml');

interface Run {
  readonly status: number;
  /** What the command printed as its result. */
  readonly printed: string;
  /** What commander and the ending printed beside it. */
  readonly said: string;
}

async function run(...args: string[]): Promise<Run> {
  const printed: string[] = [];
  const said: string[] = [];
  const write = (text: string) => {
    said.push(text);
  };
  const program = commandLine((text) => printed.push(text));
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.configureOutput({ writeOut: write, writeErr: write });
  }
  let status = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const ending = endingOf(error, false);
    said.push(ending.text);
    status = ending.status;
  }
  return { status, printed: printed.join('\n'), said: said.join('') };
}

test('--help names every command, and what the exit status means', async () => {
  const { status, said } = await run('--help');
  expect(status).toBe(0);
  for (const command of ['schema', 'synth', 'start', 'keys']) expect(said).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  expect(said).toContain('Exit status');
});

test('--version is the package', async () => {
  expect(await run('--version')).toMatchObject({ status: 0, said: `${version}\n` });
});

test.each<[what: string, args: string[], said: RegExp]>([
  ['no command', [], /Usage/],
  ['an unknown command', ['synt'], /Did you mean synth/],
  ['an unknown option', ['schema', '--confg', 'x'], /Did you mean --config/],
  ['an option that its command alone explains', ['schema', '--nope'], /\(understudy schema --help says more\)/],
  ['one of a command of a command', ['jobs', 'status', '--nope'], /\(understudy jobs status --help says more\)/],
  ['an option without its value', ['schema', '--config'], /argument missing/],
  ['an argument too many', ['schema', 'serving.yaml'], /too many arguments/],
  ['no command of keys', ['keys'], /create/],
  ['a file that is not there', ['schema', '--config', 'nowhere.yaml'], /missing-file.*\n.*mend: .*\n1 problem$/],
  // Before the work that would be lost: not even the paths are read.
  [
    'a drill whose report nobody can write',
    ['drill', 'nowhere', '--report', join(__filename, 'x.html')],
    /^unwritable-output: --report/,
  ],
  [
    'a check whose report nobody can write',
    ['check', 'nowhere', '--out', join(__filename, 'x')],
    /^unwritable-output: --out/,
  ],
  [
    'a runbook that nobody can write',
    ['runbook', 'nowhere', '--out', join(__filename, 'x')],
    /^unwritable-output: --out/,
  ],
  [
    'an assembly that nobody can write',
    ['synth', '--config', SERVING, '--out', join(__filename, 'x')],
    /^unwritable-output: --out/,
  ],
  ['a file that is no declaration', ['schema', '--config', __filename], /not-yaml|wrong-type/],
])('%s is a usage error', async (_, args, said) => {
  const ended = await run(...args);
  expect(ended).toMatchObject({ status: 2, printed: '', said: expect.stringMatching(said) });
});

test('schema prints the JSON Schema', async () => {
  const { status, printed } = await run('schema');
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['service', 'ladder']),
  });
});

test('schema --config checks a file', async () => {
  const { status, printed } = await run('schema', '--config', SERVING);
  expect(status).toBe(0);
  expect(printed).toContain('aws:eu-central-1, aws:eu-west-1, aws:eu-west-3');
});

test('schema --config tells the mistakes in the response packs with those of the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    const config = join(folder, 'serving.yaml');
    mkdirSync(join(folder, 'responses'));
    writeFileSync(config, readFileSync(SERVING, 'utf8').replace('domain: ai', 'domian: ai'));
    const { status, said } = await run('schema', '--config', config);
    expect(status).toBe(2);
    expect(said.match(/[\w-]+: [\w.]+: /g)).toEqual(['unknown-key: domian: ', 'missing-canned-answer: answer: ']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('synth says what comes next, and where', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    const { printed } = await run('synth', '--config', SERVING, '--out', join(folder, 'a b', 'cdk.out'));
    const next = printed.split('\n').slice(-3);
    expect(next[0]).toBe(`  npx cdk deploy --app '${join(folder, 'a b', 'cdk.out')}' --all`);
    expect(next[1]).toMatch(
      /^ {2}terraform '-chdir=.*\/a b\/cdktf.out\/stacks\/google-serving' init && terraform .* apply$/,
    );
    expect(next[2]).toMatch(/google-dns' apply$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('synth of a fleet with own compute says what it costs, and to fill the mirrors before anything serves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  const example = join(__dirname, '../../examples/own-compute.yaml');
  try {
    const { printed } = await run('synth', '--config', example, '--out', join(folder, 'cdk.out'));
    expect(printed).toMatch(/at active-active, this fleet costs about [\d,]+ US dollars a month/);
    const next = printed.slice(printed.indexOf('Next,')).split('\n').slice(1);
    expect(next.map((line) => /-mirror|understudy mirror|--all|serving|google-dns/.exec(line)?.[0])).toEqual([
      ...['-mirror', '-mirror', 'understudy mirror', '--all', 'serving', 'google-dns'],
    ]);
    expect(next[0].match(/-mirror/g)).toHaveLength(3);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('keys create --config names the secrets of each cell; a bad declaration makes no key', async () => {
  const { printed } = await run('keys', 'create', '--config', SERVING);
  expect(printed.match(/put-secret-value --region [\w-]+ --secret-id assistant-reference\/gateway-keys/g)).toHaveLength(
    3,
  );
  expect(printed.match(/versions add assistant-reference-gateway-keys-europe-west\d/g)).toHaveLength(2);
  expect(await run('keys', 'create', '--config', 'nowhere.yaml')).toMatchObject({ status: 2, printed: '' });
});

test('keys add prints the merged value alone', async () => {
  const digest = 'a'.repeat(64);
  expect(await run('keys', 'add', digest, '{"digests":[]}')).toEqual({
    status: 0,
    printed: `{"digests":["${digest}"]}`,
    said: '',
  });
});

test('keys create prints the key with its digest, and another one each time', async () => {
  const { key, digest } = JSON.parse((await run('keys', 'create', '--json')).printed);
  expect(key).toMatch(/^usk_[\w-]{43}$/);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await run('keys', 'create')).printed).not.toContain(key);
});
