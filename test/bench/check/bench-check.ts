/**
 * `npm run bench:check`: `understudy check` on estates of 50 to 15,000 resources, from the start of the process to its
 * end, beside cdk-nag, cfn-lint and checkov on the same templates; they take turns. Python's tools are installed in an
 * environment of their own under dist/ the first time. Fails where 1,500 resources take a second of processor time (in
 * JSON, in YAML or as a plan), or where 15,000 take more than half as much again as ten times that. `--runs N` (3 by
 * default), `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { CFN_LINT, CHECKOV, pythonTool } from '../../lint-templates/python-tool';
import { measureCommand, type Taken } from '../measure-command';
import { median } from '../report';
import { writeEstate } from './estate';
import { asPlan, inYaml } from './shapes';

const root = resolve(__dirname, '../../..');
const SIZES = [50, 500, 1500, 15_000];
/** The others are asked no more than this, and given no more time. */
const MOST_FOR_OTHERS = 1500;
const MOST_SECONDS = 120;
/** What must hold of ours, in processor time: a machine that others use takes longer. */
const MOST = { of1500: 1, growth: 1.5 };
const runs = Number(process.argv[process.argv.indexOf('--runs') + 1]) || 3;

/** What a tool is given of one size. */
interface Given {
  readonly resources: number;
  readonly assembly: string;
  readonly templates: readonly string[];
  readonly yaml: readonly string[];
  readonly plan: string;
}

interface Tool {
  readonly name: string;
  readonly isOurs?: boolean;
  readonly command: (given: Given) => readonly [string, ...string[]];
  /** Whether it ended in another way than with or without findings. */
  readonly isFailure: (status: number) => boolean;
}

const understudy = (name: string, paths: (given: Given) => readonly string[]): Tool => ({
  name,
  isOurs: true,
  command: (given) => [
    ...([process.execPath, join(root, 'dist/bin/understudy.js'), 'check'] as const),
    ...[...paths(given), '--survive', 'any-cell', '--fail-on', 'never'],
  ],
  isFailure: (status) => status !== 0,
});

const OURS = understudy('understudy check', ({ assembly }) => [assembly]);

function nagBundle(): string {
  const outfile = join(root, 'dist', 'bench-check-nag.js');
  const external = ['aws-cdk-lib', 'constructs', 'cdk-nag'];
  const entryPoints = [join(__dirname, 'nag.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', external });
  return outfile;
}

function others(nag: string): Tool[] {
  const [lint, checkov] = [pythonTool(CFN_LINT), pythonTool(CHECKOV)];
  const options = ['--framework', 'cloudformation', '--compact', '--quiet', '--skip-download', '--directory'];
  return [
    { name: 'cdk-nag', command: ({ templates }) => [process.execPath, nag, ...templates], isFailure: (s) => s !== 0 },
    ...(lint === undefined
      ? []
      : [
          {
            name: 'cfn-lint',
            command: ({ templates }: Given) => [lint, '--', ...templates] as const,
            isFailure: (status: number) => status === 1 || status >= 16,
          },
        ]),
    ...(checkov === undefined
      ? []
      : [
          {
            name: 'checkov',
            command: ({ assembly }: Given) => [checkov, ...options, assembly] as const,
            isFailure: (status: number) => status > 1,
          },
        ]),
  ];
}

function given(folder: string, size: number): Given {
  const assembly = join(folder, String(size));
  const { templates, resources } = writeEstate(assembly, size);
  const yaml = inYaml(join(folder, `${size}-yaml`), templates);
  return { resources, assembly, templates, yaml, plan: asPlan(join(folder, `${size}.json`), resources) };
}

interface Row {
  readonly tool: string;
  readonly resources: number;
  /** Medians; undefined where one run took longer than it may. */
  readonly taken?: Taken;
}

async function measured(tools: readonly Tool[], one: Given): Promise<Row[]> {
  const taken = new Map<string, (Taken | undefined)[]>(tools.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const { name, command, isFailure } of tools) {
      const before = taken.get(name) ?? [];
      // What took too long once is not asked again.
      if (!before.includes(undefined)) before.push(await measureCommand(command(one), MOST_SECONDS, isFailure));
    }
  }
  return [...taken].map(([tool, all]) => {
    const ended = all.filter((each) => each !== undefined);
    const of = (key: keyof Taken) => median(ended.map((each) => each[key]));
    const both = { seconds: of('seconds'), processorSeconds: of('processorSeconds') };
    return { tool, resources: one.resources, ...(ended.length < all.length ? {} : { taken: both }) };
  });
}

/** How much more 15,000 resources take than 1,500, beyond the start, where 1 is linear. */
function growthOf(rows: readonly Row[], tool: string): number {
  const [start, , small, large] = rows.filter((row) => row.tool === tool);
  if (start?.taken === undefined || small?.taken === undefined || large?.taken === undefined) return Number.NaN;
  const beyond = (row: Row) => (row.taken?.processorSeconds ?? Number.NaN) - (start.taken?.processorSeconds ?? 0);
  return beyond(large) / beyond(small) / ((large.resources - start.resources) / (small.resources - start.resources));
}

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'bench-check-'));
  const nag = nagBundle();
  try {
    const ours = [
      OURS,
      understudy('understudy check, YAML', ({ yaml }) => yaml),
      understudy('understudy check, a plan', ({ plan }) => [plan]),
    ];
    const tools = [...ours, ...others(nag)];
    const rows: Row[] = [];
    for (const size of SIZES) {
      const asked = tools.filter(({ isOurs }) => isOurs || size <= MOST_FOR_OTHERS);
      rows.push(...(await measured(asked, given(work, size))));
    }
    const growth = ours.map(({ name }) => ({ tool: name, growth: growthOf(rows, name) }));
    const isQuick = ours.every(({ name }) => {
      const aim = rows.find(({ tool, resources }) => tool === name && resources >= 1500);
      return (aim?.taken?.processorSeconds ?? Number.NaN) < MOST.of1500;
    });
    if (process.argv.includes('--json')) console.log(JSON.stringify({ rows, growth }));
    else print(rows, growth);
    if (!isQuick || growth.some((one) => !(one.growth < MOST.growth))) {
      throw new Error(`missed: 1,500 resources under ${MOST.of1500} s, growth under ${MOST.growth} times linear`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(nag, { force: true });
  }
}

function print(rows: readonly Row[], growth: readonly { tool: string; growth: number }[]): void {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `medians of ${runs}, from start to exit; ${cpus().length} cores, load ${load} at the end, Node ${process.version}`,
  );
  console.log(`${''.padStart(6)}            ${''.padEnd(24)}  seconds  of a processor`);
  for (const { tool, resources, taken } of rows) {
    const shown =
      taken === undefined
        ? `over ${MOST_SECONDS}`
        : `${taken.seconds.toFixed(2).padStart(7)}  ${taken.processorSeconds.toFixed(2).padStart(14)}`;
    console.log(`${String(resources).padStart(6)} resources  ${tool.padEnd(24)}  ${shown}`);
  }
  for (const { tool, growth: times } of growth) {
    console.log(`${tool}: from 1,500 to 15,000 resources it grows ${times.toFixed(2)} times as fast as they do`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
