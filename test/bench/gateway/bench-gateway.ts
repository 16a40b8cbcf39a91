/**
 * Requests a second, added latency and memory of the gateway, beside going direct, a bare Node proxy and Portkey's
 * gateway, in one run. Upstream, subject and load are processes of their own. The subjects take turns; medians of
 * ROUNDS. `-- --json` prints one array, `-- --quick` measures shortly.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { median, print, type Row, row } from '../report';
import { requestBody } from './exchange';
import type { Load, Seen } from './load';
import { bareProxy, direct, type Mood, portkey, type Running, type Subject, start, understudy } from './subjects';

const root = resolve(__dirname, '../../..');
const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 1 : 5;
const MILLISECONDS = quick ? 700 : 1500;
const WARM_UP_MILLISECONDS = quick ? 500 : 1500;

interface Scenario {
  readonly name: string;
  readonly moods: readonly Mood[];
  readonly stream: boolean;
  readonly connections: number;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'whole, 1 connection', moods: ['quick'], stream: false, connections: 1 },
  { name: 'whole, 32 connections', moods: ['quick'], stream: false, connections: 32 },
  { name: 'whole, 128 connections', moods: ['quick'], stream: false, connections: 128 },
  { name: 'streamed, 1 connection', moods: ['quick'], stream: true, connections: 1 },
  { name: 'streamed, 32 connections', moods: ['quick'], stream: true, connections: 32 },
  { name: 'upstream takes 20 ms, 1 connection', moods: ['slow'], stream: false, connections: 1 },
  { name: 'upstream takes 20 ms, 128 connections', moods: ['slow'], stream: false, connections: 128 },
  { name: 'first rung at 503, 32 connections', moods: ['down', 'quick'], stream: false, connections: 32 },
];

const OTHERS = ['bare proxy', 'portkey', 'direct'] as const;
type Name = 'understudy' | (typeof OTHERS)[number];
type Subjects = Readonly<Partial<Record<Name, Subject>>>;

const work = mkdtempSync(join(root, 'dist', 'bench-gateway-'));

function bundled(name: string): string {
  const outfile = join(work, `${name}.js`);
  const entryPoints = [join(__dirname, `${name}.ts`)];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20' });
  return outfile;
}

function measure(load: string, [name, subject]: [Name, Subject], scenario: Scenario, milliseconds: number): Seen {
  const { stream, connections } = scenario;
  const asked: Load = {
    url: `${subject.url}/chat/completions`,
    headers: subject.headers,
    body: requestBody(subject.model, stream),
    until: stream ? 'data: [DONE]' : '}',
    connections,
    milliseconds,
  };
  const child = spawnSync(process.execPath, [load], { encoding: 'utf8', env: { LOAD: JSON.stringify(asked) } });
  if (child.status !== 0) throw new Error(child.stderr);
  const seen = JSON.parse(child.stdout) as Seen;
  if (seen.failed > 0) throw new Error(`${scenario.name}: ${seen.failed} answers of ${name} were no 200, or not whole`);
  return seen;
}

/** The largest working set of each subject is read when all of a ladder's measurements are done. */
async function main(): Promise<Row[]> {
  const load = bundled('load');
  const proxy = bundled('bare-proxy');
  const upstream = await start(bundled('upstream'));
  const rows: Row[] = [];
  try {
    for (const ladder of new Set(SCENARIOS.map(({ moods }) => moods.join(' ')))) {
      const moods = ladder.split(' ') as Mood[];
      const subjects = await startAll(proxy, upstream, moods);
      try {
        for (const scenario of SCENARIOS.filter((each) => each.moods.join(' ') === ladder)) {
          rows.push(...rowsOf(scenario.name, take(load, subjects, scenario)));
        }
        if (ladder === 'quick') rows.push(...memoryRows(subjects));
      } finally {
        for (const subject of Object.values(subjects)) await subject.stop();
      }
    }
  } finally {
    await upstream.stop();
  }
  return rows;
}

async function startAll(proxy: string, upstream: Running, moods: readonly Mood[]): Promise<Subjects> {
  return {
    understudy: await understudy(work, upstream, moods),
    'bare proxy': await bareProxy(proxy, upstream, moods),
    portkey: await portkey(upstream, moods),
    ...(moods.length === 1 && { direct: direct(upstream, moods[0]) }),
  };
}

type Measured = Readonly<Partial<Record<Name, readonly Seen[]>>>;

function take(load: string, subjects: Subjects, scenario: Scenario): Measured {
  const entries = Object.entries(subjects) as [Name, Subject][];
  for (const entry of entries) measure(load, entry, scenario, WARM_UP_MILLISECONDS);
  const seen: Record<string, Seen[]> = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of entries) seen[entry[0]].push(measure(load, entry, scenario, MILLISECONDS));
  }
  return seen;
}

/** Throughput beside each of the others; what ours and theirs add to going direct, where that was measured. */
function rowsOf(scenario: string, measured: Measured): Row[] {
  const of = (name: Name, what: keyof Seen) => median((measured[name] ?? []).map((seen) => seen[what]));
  return OTHERS.filter((name) => measured[name] !== undefined).flatMap((other) => {
    const rows = [
      row(`${scenario} / ${other}`, 'req/s', of('understudy', 'requestsPerSecond'), of(other, 'requestsPerSecond')),
    ];
    if (other === 'direct' || measured.direct === undefined) return rows;
    const added = (name: Name, what: 'p50' | 'p99') => of(name, what) - of('direct', what);
    const addedRow = (what: 'p50' | 'p99') =>
      row(`${scenario}, added ${what} / ${other}`, 'ms', added('understudy', what), added(other, what));
    return [...rows, addedRow('p50'), addedRow('p99')];
  });
}

function memoryRows(subjects: Subjects): Row[] {
  const ours = subjects.understudy?.peakMegabytes();
  return OTHERS.flatMap((name) => {
    const theirs = subjects[name]?.peakMegabytes();
    return ours === undefined || theirs === undefined ? [] : [row(`peak memory / ${name}`, 'MB', ours, theirs)];
  });
}

main()
  .then((rows) => print(rows, { ours: 'understudy', other: 'other' }))
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  })
  .finally(() => rmSync(work, { recursive: true, force: true }));
