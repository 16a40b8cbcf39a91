/** `npm run bundle`: everything that runs by itself, as single files under dist/. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

interface Entry {
  readonly source: string;
  readonly bundle: string;
  /** What is there where the bundle runs. */
  readonly external?: readonly string[];
}

/** An entry is built once its source exists. */
export const ENTRIES: readonly Entry[] = [
  { source: 'lib/gateway/main.ts', bundle: 'dist/gateway/index.js' },
  { source: 'lib/gateway/health-main.ts', bundle: 'dist/gateway/health.js' },
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
export async function bundle({ source, bundle, external }: Entry, into = root): Promise<string> {
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
  return `${bundle.padEnd(34)} ${String(kilobytes).padStart(6)} kB`;
}

async function main(): Promise<void> {
  const entries = ENTRIES.filter(({ source }) => existsSync(join(root, source)));
  const lines = await Promise.all(entries.map((entry) => bundle(entry)));
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
