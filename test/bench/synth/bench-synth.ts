/**
 * Wall time and peak memory of synthesizing fleets, beside a plain CDK app that declares the same resources by hand
 * with the same prebuilt asset. Each run is a process of its own; the two take turns; medians of 5.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { median, print, type Row, row } from '../report';

const root = resolve(__dirname, '../../..');
const sizes = [1, 3, 10, 30];
const runs = 5;
const work = mkdtempSync(join(root, 'dist', 'bench-synth-'));

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Both apps are bundled alike, so that neither pays for TypeScript. */
function bundled(app: 'ours' | 'plain'): string {
  const outfile = join(work, `${app}.js`);
  buildSync({
    entryPoints: [join(__dirname, `${app}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
  });
  return outfile;
}

function synthesize(app: string, regions: number): Measured & { resources: Record<string, number> } {
  const out = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    const started = process.hrtime.bigint();
    const child = spawnSync(process.execPath, [app, String(regions), out], {
      encoding: 'utf8',
      cwd: root,
      env: { ...process.env, CDK_VALIDATION: 'false', BENCH_ASSET: join(work, 'asset') },
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (child.status !== 0) throw new Error(`${app} ${regions}: ${child.stderr}`);
    return {
      seconds,
      megabytes: Number(child.stdout.trim().split('\n').at(-1)) / 1024,
      resources: countResources(out),
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function countResources(directory: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(directory, file), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    for (const { Type } of Object.values(template.Resources)) counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}

function main(): void {
  if (!existsSync(join(root, 'dist/gateway/index.js')))
    execFileSync('npm', ['run', '--silent', 'bundle'], { cwd: root });
  // The plain app gets the gateway's two bundles ready made; ours bakes them, which is part of what it costs.
  mkdirSync(join(work, 'asset'));
  for (const file of ['index.js', 'health.js']) {
    cpSync(join(root, 'dist/gateway', file), join(work, 'asset', file));
  }
  const apps = { ours: bundled('ours'), plain: bundled('plain') };
  const rows: Row[] = [];
  const wall: Record<number, number> = {};
  for (const regions of sizes) {
    const measured = { ours: [] as Measured[], plain: [] as Measured[] };
    for (let i = 0; i < runs; i++) {
      const ours = synthesize(apps.ours, regions);
      const plain = synthesize(apps.plain, regions);
      const [a, b] = [JSON.stringify(ours.resources), JSON.stringify(plain.resources)];
      if (a !== b) throw new Error(`not the same resources, so nothing to compare:\nours  ${a}\nplain ${b}`);
      measured.ours.push(ours);
      measured.plain.push(plain);
    }
    const of = (which: 'ours' | 'plain', what: keyof Measured) => median(measured[which].map((one) => one[what]));
    wall[regions] = of('ours', 'seconds');
    rows.push(row(`${regions} Regions, wall`, 's', of('ours', 'seconds'), of('plain', 'seconds')));
    rows.push(row(`${regions} Regions, peak memory`, 'MB', of('ours', 'megabytes'), of('plain', 'megabytes')));
  }
  rows.push(row('growth: ours at 30 Regions / at 10', 's', wall[30], wall[10]));
  print(rows, { ours: 'understudy', other: 'plain CDK' });
}

try {
  main();
} finally {
  rmSync(work, { recursive: true, force: true });
}
