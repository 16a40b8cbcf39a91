/** `npm run bundle`: everything that runs by itself, as single files under dist/. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

interface Entry {
  readonly source: string;
  readonly bundle: string;
  /** What is there where the bundle runs. */
  readonly external?: readonly string[];
  /** What a cold start may cost; none where nobody waits for one. */
  readonly budget?: Budget;
}

interface Budget {
  /** Of 1000 bytes. A bundle that is larger is not built. */
  readonly kilobytes: number;
  /** Of a processor, for its first evaluation. SDKs are not among it: they are loaded with their first use. */
  readonly importMilliseconds: number;
}

/** An entry is built once its source exists. */
export const ENTRIES: readonly Entry[] = [
  {
    source: 'lib/gateway/main.ts',
    bundle: 'dist/gateway/index.js',
    budget: { kilobytes: 1700, importMilliseconds: 250 },
  },
  {
    source: 'lib/gateway/health-main.ts',
    bundle: 'dist/gateway/health.js',
    budget: { kilobytes: 650, importMilliseconds: 150 },
  },
  {
    source: 'lib/gateway/prober-main.ts',
    bundle: 'dist/gateway/prober.js',
    budget: { kilobytes: 1500, importMilliseconds: 150 },
  },
  {
    source: 'lib/gateway/watch-main.ts',
    bundle: 'dist/gateway/watch.js',
    budget: { kilobytes: 20, importMilliseconds: 50 },
  },
  {
    source: 'lib/gateway/worker-main.ts',
    bundle: 'dist/gateway/worker.js',
    budget: { kilobytes: 1700, importMilliseconds: 250 },
  },
  { source: 'lib/gateway/bake-main.ts', bundle: 'dist/gateway/bake.js' },
  { source: 'lib/rehearsal/functions/lambda-host.ts', bundle: 'dist/rehearsal/lambda-host.js' },
  { source: 'lib/rehearsal/services/with-parent.ts', bundle: 'dist/rehearsal/with-parent.js' },
  {
    source: 'bin/understudy.ts',
    bundle: 'dist/bin/understudy.js',
    external: ['aws-cdk-lib', 'constructs', 'cdktf', '@cdktf/*', 'esbuild'],
  },
];

const root = join(__dirname, '..');

/** The same sources give the same bytes wherever the checkout lies: one asset, one hash, in every Region. */
export async function bundle({ source, bundle, external, budget }: Entry, into = root): Promise<string> {
  await build({
    entryPoints: [source],
    outfile: join(into, bundle),
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: [...(external ?? [])],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const kilobytes = Math.round(statSync(join(into, bundle)).size / 1000);
  if (budget !== undefined && kilobytes > budget.kilobytes) {
    throw new Error(`${bundle} is ${kilobytes} kB; its budget is ${budget.kilobytes}`);
  }
  return `${bundle.padEnd(34)} ${String(kilobytes).padStart(6)} kB${budget === undefined ? '' : ` of ${budget.kilobytes}`}`;
}

/** Milliseconds of a processor that the first evaluation of a bundle takes: the least of three, in processes of their own. */
export async function importMilliseconds(bundle: string): Promise<number> {
  const script = `
    const before = process.cpuUsage();
    require(${JSON.stringify(bundle)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) / 1000), () => process.exit());`;
  const taken: number[] = [];
  for (let run = 0; run < 3; run++) {
    const environment = { UNDERSTUDY_CELL: 'aws:eu-west-1' };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: environment });
    taken.push(Number(stdout));
  }
  return Math.min(...taken);
}

async function main(): Promise<void> {
  const entries = ENTRIES.filter(({ source }) => existsSync(join(root, source)));
  const lines = await Promise.all(entries.map((entry) => bundle(entry)));
  // Before another command, which has a voice of its own.
  if (process.argv.includes('--quiet')) return;
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const { bundle, budget } of entries) {
    if (budget === undefined) continue;
    const taken = Math.round(await importMilliseconds(join(root, bundle)));
    process.stdout.write(
      `${bundle.padEnd(34)} ${String(taken).padStart(6)} ms to import, of ${budget.importMilliseconds}\n`,
    );
  }
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
