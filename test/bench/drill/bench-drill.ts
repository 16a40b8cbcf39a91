/**
 * `npm run bench:drill`: how long a drill takes over synthesized fleets of 3, 10 and 30 Regions: every single fault and
 * every pair, and one outage played from its start to its end. Processor time of one process; medians of 5. `-- --json` for one
 * array.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { synthesize } from '../../../bin/synth';
import { Algebra } from '../../../lib/drill/algebra/algebra';
import { CompiledDns } from '../../../lib/drill/algebra/compiled-dns';
import { bind } from '../../../lib/drill/scenario/bind';
import { library } from '../../../lib/drill/scenario/library';
import { horizonOf } from '../../../lib/drill/simulation/play';
import { simulate } from '../../../lib/drill/simulation/simulate';
import { sweep } from '../../../lib/drill/sweep/sweep';
import type { System } from '../../../lib/drill/system/system';
import { systemOf } from '../../../lib/drill/system/system-of';
import { readEstate } from '../../../lib/estate/read-estate';
import { AWS_REGIONS } from '../../../lib/topology/aws-regions';
import { median } from '../report';

const SIZES = [3, 10, 30];
const RUNS = 5;
/** What must hold: all pairs of 30 Regions, and a Region's loss played over any of the fleets. */
const MOST = { pairsMilliseconds: 2000, timelineMilliseconds: 50 };

interface Measured {
  readonly regions: number;
  readonly components: number;
  readonly scenarios: number;
  readonly sweepMilliseconds: number;
  readonly scenariosPerSecond: number;
  /** Of one Region that is lost. */
  readonly timelineMilliseconds: number;
  /** Of all outages of the library, the one in the middle. */
  readonly medianMilliseconds: number;
  /** Of the outage that takes longest, which errs by chance for most of a day. */
  readonly slowestMilliseconds: number;
  readonly slowest: string;
}

function fleet(regions: number): System {
  const folder = mkdtempSync(join(tmpdir(), 'bench-drill-'));
  const served = AWS_REGIONS.slice(0, regions);
  const config = join(folder, 'serving.yaml');
  writeFileSync(
    config,
    stringify({
      ...{ service: 'bench', domain: 'ai.example.com', prefer: 'quality', frontDoorRegion: served[0] },
      hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'ai.example.com' },
      aws: { account: '111122223333', regions: served },
      ladder: [
        {
          tier: 1,
          name: 'frontier',
          aws: { bedrock: { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', profile: 'global' } },
        },
        {
          ...{ tier: 2, name: 'open-weights', residency: ['us'] },
          openAiCompatible: { url: 'https://llm.example.net/v1', model: 'qwen3-8b', apiKeySecret: 'understudy/llm' },
        },
        { tier: 3, name: 'script', deterministic: { responses: resolve('responses') } },
      ],
      routes: { chat: { floor: 3 } },
    }),
  );
  try {
    return systemOf(readEstate([synthesize(config, join(folder, 'cdk.out')).directory]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of processor time, which is what one core would take, however busy this machine is. */
function timed(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times);
}

function measure(regions: number): Measured {
  const system = fleet(regions);
  // Everything that it learns is forgotten between two runs: a person waits for the first one.
  const sweepMilliseconds = timed(() => sweep(new Algebra(system), 2));
  const { scenarios } = sweep(new Algebra(system), 2);
  const played = library().flatMap((outage) => {
    const bound = bind(outage, system);
    if ('problems' in bound || bound.events.length === 0) return [];
    const dns = new CompiledDns(system);
    const options = { seed: 1, horizonSeconds: horizonOf(bound), dns };
    return [{ id: outage.id, milliseconds: timed(() => simulate(system, bound.events, options)) }];
  });
  const [slowest] = [...played].sort((left, right) => right.milliseconds - left.milliseconds);
  return {
    ...{ regions, components: system.components.length, scenarios, sweepMilliseconds },
    scenariosPerSecond: (scenarios / sweepMilliseconds) * 1000,
    timelineMilliseconds: played.find(({ id }) => id === 'region')?.milliseconds ?? Number.NaN,
    medianMilliseconds: median(played.map(({ milliseconds }) => milliseconds)),
    ...{ slowestMilliseconds: slowest.milliseconds, slowest: slowest.id },
  };
}

function main(): void {
  process.env.CDK_VALIDATION ??= 'false';
  const rows = SIZES.map(measure);
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
  else console.log(tableOf(rows));
  const [most] = rows.slice(-1);
  const slow = [
    ...(most.sweepMilliseconds > MOST.pairsMilliseconds
      ? [`all pairs of ${most.regions} Regions took ${most.sweepMilliseconds.toFixed(0)} ms`]
      : []),
    ...rows.flatMap(({ regions, timelineMilliseconds: took }) =>
      took > MOST.timelineMilliseconds ? [`one timeline of ${regions} Regions took ${took.toFixed(0)} ms`] : [],
    ),
  ];
  for (const one of slow) console.error(`slower than wanted: ${one}`);
  process.exitCode = slow.length === 0 ? 0 : 1;
}

function tableOf(rows: readonly Measured[]): string {
  const head = [
    'Regions',
    'components',
    'single and double faults',
    'took',
    'a second',
    'against the row above',
    'a Region lost, played',
    'median outage',
    'the slowest',
  ];
  const lines = rows.map((row, index) => {
    const above = rows[index - 1];
    const growth =
      above === undefined
        ? ''
        : `${(row.sweepMilliseconds / above.sweepMilliseconds).toFixed(1)} times the time, ${(row.scenarios / above.scenarios).toFixed(1)} times the sets`;
    return [
      ...[String(row.regions), String(row.components), String(row.scenarios), `${row.sweepMilliseconds.toFixed(0)} ms`],
      ...[row.scenariosPerSecond.toFixed(0), growth, `${row.timelineMilliseconds.toFixed(1)} ms`],
      `${row.medianMilliseconds.toFixed(1)} ms`,
      `${row.slowestMilliseconds.toFixed(1)} ms (${row.slowest})`,
    ];
  });
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

main();
