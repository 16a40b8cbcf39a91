/**
 * Packs the package, installs the tarball in an empty project as a user would, and uses it there:
 * compiles and synthesizes the README's composition example, and runs the command line.
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
  run(
    project,
    'npm',
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
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

  writeFileSync(join(project, 'app.ts'), readmeExample('example: compose'));
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'node16',
        moduleResolution: 'node16',
        strict: true,
        skipLibCheck: false,
        types: ['node'],
      },
      files: ['app.ts'],
    }),
  );
  check("the README's composition example compiles with skipLibCheck: false", () => run(project, 'npx', 'tsc'));
  check('and synthesizes', () => {
    run(project, 'node', 'app.js');
    return readdirSync(join(project, 'cdk.out')).some((file) => file.endsWith('.template.json'));
  });

  const understudy = (...args: string[]) => run(project, 'npx', 'understudy', ...args);
  check('understudy --help', () => understudy('--help').includes('synth'));
  check('understudy schema prints a JSON Schema', () => '$schema' in JSON.parse(understudy('schema')));
  check('understudy keys create prints a key', () => /\b[0-9a-f]{64}\b/.test(understudy('keys', 'create')));
  check('understudy synth writes a fleet, with the gateway as its asset', () => {
    const reference = join(modules, 'cdk-understudy');
    understudy('synth', '--config', join(reference, 'serving.yaml'), '--out', 'fleet.out');
    const out = join(project, 'fleet.out');
    return readdirSync(out).some((entry) => existsSync(join(out, entry, 'index.js')));
  });
  check('understudy start rehearses a fleet, from the package alone', () => {
    const serving = join(modules, 'cdk-understudy', 'serving.yaml');
    const ports = ['--port', '0', '--dns-port', '0'];
    const printed = understudy('start', '--config', serving, ...ports, '--duration', '20s', '--speed', '10', '--json');
    const { requests, failures } = JSON.parse(printed.trim().split('\n').at(-1)!) as Record<string, number>;
    return requests > 0 && failures === 0;
  });
} catch (error) {
  failed++;
  console.log(error);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
