import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { Reported } from '../../command/reported';
import { nearest } from '../../contract/nearest';
import { type PossibleProblem, refuse, together } from '../../contract/problem';
import { loadServingFile } from '../../topology/load';
import type { Hand } from '../fleet/hand';
import { type CellQueue, cellQueuesOf } from './cell-queue';
import type { Progress } from './command';
import { depthsOf, type JobDepths } from './depths';
import { peek, type Redriven, reasonOf, redrive } from './redrive';

interface Options {
  readonly config: string;
  readonly rate: string;
  readonly dryRun?: true;
  readonly json?: true;
}

interface Around {
  readonly hand: Hand;
  readonly progress: Progress;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** More would be a load of its own; each few take some calls of a cloud's command line. */
const MOST_A_SECOND = 100;

export function registerJobsRedrive(jobs: Command, print: Print, around: Around): void {
  jobs
    .command('redrive')
    .description("have a cell's dead jobs tried again, as if they had never been tried")
    .argument('<cell>', 'aws:eu-west-1, google:europe-west4')
    .option('--rate <number>', 'jobs a second, at most', '10')
    .option('--dry-run', 'say how many there are, and why the first of them died; only reads')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--json', 'print one object and nothing else')
    .addHelpText(
      'after',
      `
Takes the letters that lie there when it begins, none that come later. A job whose deadline has passed dies again.
On Google each letter is a call of gcloud: about one a second. What is counted there may be four minutes old.
It may be stopped and begun anew at any time: a letter goes only once its job is in the queue.
Exit status: 0 all were redriven; 1 not all; 2 the usage or the declaration is wrong.`,
    )
    .action((cell: string, options: Options) => run(cell, options, print, around));
}

async function run(cell: string, options: Options, print: Print, around: Around): Promise<void> {
  const rate = Number(options.rate);
  const [queue] = together(
    () => queueOf(cell, cellQueuesOf(loadServingFile(options.config))),
    () => refuse(malformedRate(rate, options.rate)),
  );
  const { hand, wait, progress } = around;
  const depths = await depthsOf(hand.run, queue, hand.now());
  if (depths.kind === 'unknown') {
    print(
      options.json ? JSON.stringify({ cell, failure: depths.why }) : `failed   nothing was redriven: ${depths.why}`,
    );
    throw new Reported();
  }
  if (options.dryRun) return print(await wouldDo(hand, queue, depths, options.json === true));
  const redriven = await redrive({
    ...{ run: hand.run, queue: queue, perSecond: rate, now: hand.now, wait },
    // Where the count is old, what lay there is told by its own time.
    most: queue.countsLate ? Number.POSITIVE_INFINITY : depths.dead,
    progress: (count) => progress(`${count} of ${Math.max(count, depths.dead)}`),
  });
  const dead = Math.max(depths.dead, redriven.redriven + redriven.unreadable);
  print(options.json ? JSON.stringify({ cell, dead, ...redriven }) : told(dead, redriven).join('\n'));
  if (redriven.failure !== undefined || redriven.unreadable > 0) throw new Reported();
}

function queueOf(cell: string, all: readonly CellQueue[]): CellQueue {
  const queue = all.find((each) => each.cell === cell);
  const names = all.map((each) => each.cell);
  const meant = names.find((name) => name === `aws:${cell}` || name === `google:${cell}`) ?? nearest(cell, names);
  refuse([
    queue === undefined,
    {
      code: 'unknown-cell',
      path: '<cell>',
      message: 'this fleet has no such cell',
      found: cell,
      allowed: names.join(', '),
      mend: meant === undefined ? 'name one of them' : `did you mean ${meant}?`,
    },
  ]);
  return queue!;
}

function malformedRate(rate: number, typed: string): PossibleProblem {
  return [
    !(rate > 0 && rate <= MOST_A_SECOND),
    {
      code: 'malformed-rate',
      path: '--rate',
      message: 'this is no number of jobs a second',
      found: typed,
      allowed: `above 0, and at most ${MOST_A_SECOND}`,
      mend: 'leave it out for 10',
    },
  ];
}

async function wouldDo(
  { run }: Hand,
  queue: CellQueue,
  { cell, dead: counted }: Extract<JobDepths, { kind: 'known' }>,
  json: boolean,
): Promise<string> {
  const first = counted === 0 && !queue.countsLate ? [] : await peek(run, queue);
  const dead = Math.max(counted, first.length);
  if (json) return JSON.stringify({ cell, dead, first });
  return [
    `would do ${dead} dead jobs of ${cell} would be tried again`,
    ...first.map((letter) => `  ${letter.job}  ${letter.reason ?? reasonOf(letter)}`),
    ...(dead > first.length && first.length > 0 ? ['  …'] : []),
  ].join('\n');
}

function told(dead: number, { redriven, reasons, unreadable, failure }: Redriven): string[] {
  return [
    `${failure === undefined ? 'done    ' : 'stopped '} ${redriven} of ${dead} dead jobs are in the queue again`,
    ...Object.entries(reasons).map(([reason, count]) => `  ${String(count).padStart(6)}  ${reason}`),
    ...(unreadable > 0 ? [`note     ${unreadable} letters name no job, and stay where they are`] : []),
    ...(failure === undefined ? [] : [`failed   ${failure}`]),
  ];
}
