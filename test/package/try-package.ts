/**
 * Packs the package, installs the tarball in an empty project as a user would, and uses it there:
 * compiles and synthesizes the README's composition example, and runs the command line. First with AWS alone, then with
 * CDK for Terraform beside it, which only those need who have Google cells.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'understudy-package-'));
const project = join(work, 'project');
let failed = 0;
let passed = 0;

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
    // Where an app writes when no cdk command says otherwise.
    env: { ...process.env, CDK_OUTDIR: join(cwd, 'cdk.out'), JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: 'true' },
  });
}

function check(what: string, act: () => unknown): void {
  try {
    if (act() === false) throw new Error('it is not so');
    passed++;
    console.log(`ok      ${what}`);
  } catch (error) {
    failed++;
    const { message, stdout, stderr } = error as { message: string; stdout?: string; stderr?: string };
    console.log(`FAILED  ${what}\n${message}\n${stdout ?? ''}\n${stderr ?? ''}`);
  }
}

/** The first code block behind a marker of the README. */
function readmeExample(marker: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = new RegExp(`<!-- ${marker} -->\\s*\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(readme);
  if (block === null) throw new Error(`README.md has no code block behind <!-- ${marker} -->`);
  return block[1];
}

/** The package's reference fleet without its Google cells, as a file of the project. */
function awsAlone(reference: string): string {
  const text = readFileSync(join(reference, 'serving.yaml'), 'utf8')
    .replace(/^google:\n( .*\n)+/m, '')
    .replace(/^ +google: .*\n/m, '')
    .replace(/survive: \[.*\]/, 'survive: [any-cell]')
    .replace('./responses', join(reference, 'responses'));
  const file = join(project, 'aws-alone.yaml');
  writeFileSync(file, text);
  return file;
}

function install(...packages: string[]): void {
  run(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...packages);
}

/** Compiles a program of the project, its libraries' types too, and runs it. */
function compileAndRun(name: string, source: string): void {
  writeFileSync(join(project, `${name}.ts`), source);
  const compilerOptions = {
    target: 'es2022',
    module: 'node16',
    moduleResolution: 'node16',
    strict: true,
    skipLibCheck: false,
    types: ['node'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  run(project, 'npx', 'tsc');
  run(project, 'node', `${name}.js`);
}

const GOOGLE_APP = `
import { GoogleFleet } from 'cdk-understudy/google';
import { App } from 'cdktf';

const app = new App();
GoogleFleet.fromFile(app, 'Google', 'node_modules/cdk-understudy/serving.yaml', { failover: 'service-health' });
app.synth();
`;

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> })
    .devDependencies[name];
}

try {
  mkdirSync(project);
  const [packed] = JSON.parse(run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', work)) as [
    { filename: string; size: number; unpackedSize: number; entryCount: number },
  ];
  console.log(
    `${packed.filename}: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${packed.entryCount} files`,
  );
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'someone-elses', private: true }));
  install(
    join(work, packed.filename),
    ...['aws-cdk-lib', 'constructs', 'typescript', '@types/node'].map((name) => `${name}@${versionOf(name)}`),
  );
  const modules = join(project, 'node_modules');
  check(
    'brings no cdktf and no Google package',
    () => !['cdktf', '@cdktf'].some((name) => existsSync(join(modules, name))),
  );
  check('brings yaml inside itself, and nothing beside its peers', () =>
    existsSync(join(modules, 'cdk-understudy/node_modules/yaml')),
  );

  check("the README's composition example compiles with skipLibCheck: false, and synthesizes", () => {
    compileAndRun('app', readmeExample('example: compose'));
    return readdirSync(join(project, 'cdk.out')).some((file) => file.endsWith('.template.json'));
  });
  check('and asks no account for anything', () => {
    const manifest = readFileSync(join(project, 'cdk.out', 'manifest.json'), 'utf8');
    return (JSON.parse(manifest) as { missing?: unknown }).missing === undefined;
  });

  const understudy = (...args: string[]) => run(project, 'npx', 'understudy', ...args);
  check('understudy --help', () => understudy('--help').includes('synth'));
  check('understudy schema prints a JSON Schema', () => '$schema' in JSON.parse(understudy('schema')));
  check('understudy keys create prints a key', () => /\b[0-9a-f]{64}\b/.test(understudy('keys', 'create')));
  const reference = join(modules, 'cdk-understudy');
  const alone = awsAlone(reference);
  check('understudy synth writes a fleet, with the gateway as its asset', () => {
    understudy('synth', '--config', alone, '--out', 'fleet.out');
    const out = join(project, 'fleet.out');
    return readdirSync(out).some((entry) => existsSync(join(out, entry, 'index.js')));
  });
  check('understudy start rehearses a fleet, from the package alone', () => {
    const ports = ['--port', '0', '--dns-port', '0'];
    const printed = understudy('start', '--config', alone, ...ports, '--duration', '20s', '--speed', '10', '--json');
    const { requests, failures } = JSON.parse(printed.trim().split('\n').at(-1)!) as Record<string, number>;
    return requests > 0 && failures === 0;
  });
  check('understudy synth refuses Google cells without CDK for Terraform, and writes nothing', () => {
    try {
      understudy('synth', '--config', join(reference, 'serving.yaml'), '--out', 'both.out');
      return false;
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: string };
      return status === 2 && stderr.includes('cdktf-not-installed') && !existsSync(join(project, 'both.out'));
    }
  });

  install(...['cdktf', '@cdktf/provider-google', '@cdktf/provider-aws'].map((name) => `${name}@${versionOf(name)}`));
  check('with it, understudy synth writes both clouds', () => {
    understudy('synth', '--config', join(reference, 'serving.yaml'), '--out', 'both.out');
    return existsSync(join(project, 'both.cdktf.out/stacks/google-serving/cdk.tf.json'));
  });
  check('cdk-understudy/google compiles with skipLibCheck: false, and synthesizes', () => {
    compileAndRun('google', GOOGLE_APP);
    return existsSync(join(project, 'cdktf.out/stacks/google-dns/cdk.tf.json'));
  });
  check("the README's example of both clouds compiles with skipLibCheck: false, and writes both", () => {
    for (const out of ['cdk.out', 'cdktf.out']) rmSync(join(project, out), { recursive: true, force: true });
    const file = "'node_modules/cdk-understudy/serving.yaml'";
    compileAndRun('both', readmeExample('example: both clouds').replace("'serving.yaml'", file));
    const made = ['cdk.out/manifest.json', 'cdktf.out/stacks/google-dns/cdk.tf.json'];
    return made.every((one) => existsSync(join(project, one)));
  });
} catch (error) {
  failed++;
  console.log(error);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
