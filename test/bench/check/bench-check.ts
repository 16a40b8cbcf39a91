/**
 * `understudy check` on estates of 50 to 15,000 resources, from the start of the process to its end, beside
 * cdk-nag, cfn-lint and checkov on the same templates where the machine has them; they take turns. `--runs N` (3 by
 * default), `--json`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { CFN_LINT, CHECKOV, type PythonTool } from '../../lint-templates/python-tool';
import { median } from '../report';
import { writeEstate } from './estate';

const root = resolve(__dirname, '../../..');
const SIZES = [50, 500, 1500, 15_000];
/** The others are asked no more than this, and given no more time. */
const MOST_FOR_OTHERS = 1500;
const SECONDS = 120;
const runs = Number(process.argv[process.argv.indexOf('--runs') + 1]) || 3;
const work = mkdtempSync(join(tmpdir(), 'bench-check-'));

/** Installed by `npm run lint:templates`, or by whoever has it. */
function installed({ program, version }: PythonTool): string | undefined {
  const own = join(root, 'dist/python', `${program}-${version}`, 'bin', program);
  if (existsSync(own)) return own;
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).status === 0 ? program : undefined;
}

function nagBundle(): string {
  const outfile = join(root, 'dist', 'bench-check-nag.js');
  const external = ['aws-cdk-lib', 'constructs', 'cdk-nag'];
  buildSync({
    entryPoints: [join(__dirname, 'nag.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external,
  });
  return outfile;
}

/** @returns undefined where it took too long; a linter's own findings are no failure */
function secondsOf(
  command: string,
  args: readonly string[],
  failures: (status: number) => boolean,
): number | undefined {
  const before = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
  });
  if (status === null) return undefined;
  if (failures(status)) throw new Error(`${command} ended with ${status}\n${stderr.slice(0, 2000)}`);
  return Number(process.hrtime.bigint() - before) / 1e9;
}

const [lint, checkov, nag] = [installed(CFN_LINT), installed(CHECKOV), nagBundle()];
const tools: Record<string, ((folder: string, templates: readonly string[]) => number | undefined) | undefined> = {
  'understudy check': (folder) =>
    secondsOf(
      process.execPath,
      [join(root, 'dist/bin/understudy.js'), 'check', folder, '--survive', 'any-cell', '--fail-on', 'never'],
      (s) => s !== 0,
    ),
  'cdk-nag': (_, templates) => secondsOf(process.execPath, [nag, ...templates], (s) => s !== 0),
  'cfn-lint':
    lint === undefined ? undefined : (_, templates) => secondsOf(lint, ['--', ...templates], (s) => s === 1 || s >= 16),
  checkov:
    checkov === undefined
      ? undefined
      : (folder) =>
          secondsOf(
            checkov,
            ['--framework', 'cloudformation', '--directory', folder, '--compact', '--quiet', '--skip-download'],
            (s) => s > 1,
          ),
};

const rows: { tool: string; resources: number; seconds: number | string }[] = [];
try {
  for (const size of SIZES) {
    const folder = join(work, String(size));
    const { templates, resources } = writeEstate(folder, size);
    const seconds: Record<string, (number | undefined)[]> = {};
    for (let run = 0; run < runs; run += 1) {
      for (const [tool, measure] of Object.entries(tools)) {
        if (measure === undefined || (size > MOST_FOR_OTHERS && tool !== 'understudy check')) continue;
        seconds[tool] = [...(seconds[tool] ?? []), measure(folder, templates)];
      }
    }
    for (const tool of Object.keys(tools)) {
      const measured = seconds[tool]?.filter((one) => one !== undefined) ?? [];
      const shown =
        measured.length > 0
          ? median(measured)
          : tools[tool] === undefined
            ? 'not on this machine'
            : seconds[tool] === undefined
              ? 'not asked'
              : `over ${SECONDS} s`;
      rows.push({ tool, resources, seconds: shown });
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
  rmSync(nag, { force: true });
}

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else {
  console.log(`medians of ${runs}, seconds from start to exit; ${cpus().length} cores, Node ${process.version}`);
  for (const { tool, resources, seconds } of rows) {
    const shown = typeof seconds === 'number' ? seconds.toFixed(2) : seconds;
    console.log(`${String(resources).padStart(6)} resources  ${tool.padEnd(17)} ${shown.padStart(8)}`);
  }
}
