/**
 * Requests a second, added latency and memory of the gateway, beside going direct, a bare Node proxy, one that reads the
 * whole answers that it passes on, and Portkey's gateway, in one run. Upstream, subject and load are processes of their own. The subjects take turns; medians of
 * ROUNDS. `-- --json` prints one array, `-- --quick` measures shortly.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { median, print, type Row, row } from '../report';
import { requestBody } from './exchange';
import type { Load, Seen } from './load';
import { direct, type Mood, portkey, proxy, type Running, type Subject, start, understudy } from './subjects';

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

const OTHERS = ['bare proxy', 'reading proxy', 'portkey', 'direct'] as const;
type Name = 'understudy' | (typeof OTHERS)[number];
type Subjects = Readonly<Partial<Record<Name, Subject>>>;

const work = mkdtempSync(join(root, 'dist', 'bench-gateway-'));

function bundled(name: string): string {
  const outfile = join(work, `${name}.js`);
  const entryPoints = [join(__dirname, `${name}.ts`)];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20' });
  return outfile;
}

async function measure(
  load: string,
  [name, subject]: [Name, Subject],
  scenario: Scenario,
  milliseconds: number,
): Promise<Taken> {
  const { stream, connections } = scenario;
  const asked: Load = {
    url: `${subject.url}/chat/completions`,
    headers: subject.headers,
    body: requestBody(subject.model, stream),
    until: stream ? 'data: [DONE]' : '}',
    connections,
    milliseconds,
  };
  const before = subject.processorMilliseconds();
  // Not in step: the gateway's log must be read meanwhile, or it would wait for its reader.
  const { stdout } = await promisify(execFile)(process.execPath, [load], { env: { LOAD: JSON.stringify(asked) } });
  const seen = JSON.parse(stdout) as Seen;
  const after = subject.processorMilliseconds();
  if (seen.failed > 0) throw new Error(`${scenario.name}: ${seen.failed} answers of ${name} were no 200, or not whole`);
  const processor = before === undefined || after === undefined ? undefined : (after - before) / seen.requests;
  return { ...seen, processor };
}

interface Taken extends Seen {
  /** Milliseconds of a processor that the subject spent on one request: it depends least on what else runs here. */
  readonly processor: number | undefined;
}

/** The largest working set of each subject is read when all of a ladder's measurements are done. */
async function main(): Promise<Row[]> {
  const load = bundled('load');
  const proxies = { bare: bundled('bare-proxy'), reading: bundled('reading-proxy') };
  const upstream = await start(bundled('upstream'));
  const rows: Row[] = [];
  try {
    for (const ladder of new Set(SCENARIOS.map(({ moods }) => moods.join(' ')))) {
      const moods = ladder.split(' ') as Mood[];
      const subjects = await startAll(proxies, upstream, moods);
      try {
        for (const scenario of SCENARIOS.filter((each) => each.moods.join(' ') === ladder)) {
          rows.push(...rowsOf(scenario.name, await take(load, subjects, scenario)));
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

type Proxies = Readonly<Record<'bare' | 'reading', string>>;

async function startAll(proxies: Proxies, upstream: Running, moods: readonly Mood[]): Promise<Subjects> {
  return {
    understudy: await understudy(work, upstream, moods),
    'bare proxy': await proxy(proxies.bare, upstream, moods),
    // It knows one upstream.
    ...(moods.length === 1 && { 'reading proxy': await proxy(proxies.reading, upstream, moods) }),
    portkey: await portkey(upstream, moods),
    ...(moods.length === 1 && { direct: direct(upstream, moods[0]) }),
  };
}

type Measured = Readonly<Partial<Record<Name, readonly Taken[]>>>;

async function take(load: string, subjects: Subjects, scenario: Scenario): Promise<Measured> {
  const all = Object.entries(subjects) as [Name, Subject][];
  const entries = all.filter(([name]) => !(scenario.stream && name === 'reading proxy'));
  for (const entry of entries) await measure(load, entry, scenario, WARM_UP_MILLISECONDS);
  const seen: Record<string, Taken[]> = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of entries) seen[entry[0]].push(await measure(load, entry, scenario, MILLISECONDS));
  }
  return seen;
}

/** Throughput beside each of the others; what ours and theirs add to going direct, where that was measured. */
function rowsOf(scenario: string, measured: Measured): Row[] {
  const of = (name: Name, what: keyof Taken) =>
    median((measured[name] ?? []).map((taken) => taken[what] ?? Number.NaN));
  const added = (name: Name, what: 'p50' | 'p99') => of(name, what) - of('direct', what);
  const rowOf = (other: Name, name: string, unit: string, value: (name: Name) => number) =>
    row(`${scenario}, ${name} / ${other}`, unit, value('understudy'), value(other));
  return OTHERS.filter((name) => measured[name] !== undefined).flatMap((other) => [
    rowOf(other, 'requests', 'req/s', (name) => of(name, 'requestsPerSecond')),
    ...(other === 'direct' ? [] : [rowOf(other, 'processor', 'ms/req', (name) => of(name, 'processor'))]),
    ...(other === 'direct' || measured.direct === undefined
      ? []
      : (['p50', 'p99'] as const).map((what) => rowOf(other, `added ${what}`, 'ms', (name) => added(name, what)))),
  ]);
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
