/**
 * `npm run test:jobs`: nothing is lost, at full size. 10,000 jobs over three cells, 20 seeds in each consistency, and the
 * recovery of a backlog.
 *
 *   npm run test:jobs -- --recovery                         the recovery alone
 *   npm run test:jobs -- --seed 17 --consistency strong     one run again, as it was
 *   npm run test:jobs -- --seeds 100 --jobs 2000            more of them, smaller
 */
import { parseArgs } from 'node:util';
import type { Consistency } from '../../../../lib/contract/job';
import { recover } from './recover';
import { type Simulated, simulate } from './simulate';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '20' },
    jobs: { type: 'string', default: '10000' },
    consistency: { type: 'string' },
    recovery: { type: 'boolean', default: false },
  },
});

function numbers(): { readonly seeds: readonly number[]; readonly jobs: number } {
  const [seed, seeds, jobs] = [values.seed ?? '1', values.seeds, values.jobs].map(Number);
  if (![seed, seeds, jobs].every((each) => Number.isInteger(each) && each > 0)) throw new Error('these are no numbers');
  return { jobs, seeds: values.seed === undefined ? Array.from({ length: seeds }, (_, index) => index + 1) : [seed] };
}

const COLUMNS = [
  'accepted',
  'done',
  'dead',
  'duplicatesSuppressed',
  'rescued',
  'requeued',
  'killed',
  'minutes',
] as const;

function row(simulated: Simulated): string {
  const { seed, consistency, wrongs } = simulated;
  const cells = COLUMNS.map((name) => String(simulated[name]).padStart(Math.max(name.length, 6)));
  return `${consistency.padEnd(9)}${String(seed).padStart(5)}  ${cells.join('  ')}  ${wrongs.length === 0 ? 'ok' : 'WRONG'}`;
}

async function main(): Promise<void> {
  const { seeds, jobs } = numbers();
  const modes: readonly Consistency[] = ['strong', 'eventual'];
  if (values.consistency !== undefined && !modes.includes(values.consistency as Consistency)) {
    throw new Error('--consistency is strong or eventual');
  }
  process.stdout.write(`ledger    seed  ${COLUMNS.map((name) => name.padStart(6)).join('  ')}\n`);
  for (const consistency of modes.filter((mode) => values.consistency === undefined || mode === values.consistency)) {
    for (const seed of seeds) {
      const simulated = await simulate(seed, consistency, jobs);
      process.stdout.write(`${row(simulated)}\n`);
      if (simulated.wrongs.length === 0) continue;
      process.exitCode = 1;
      for (const wrong of simulated.wrongs.slice(0, 20)) process.stdout.write(`    ${wrong}\n`);
      const again = `--seed ${seed} --consistency ${consistency} --jobs ${jobs}`;
      process.stdout.write(`  replay: npm run test:jobs -- ${again}\n`);
    }
  }
}

/** A backlog of 50,000 against a model that takes 100 a second. */
async function recovery(): Promise<void> {
  const { jobs, perSecond, seconds, share, mostOffered } = await recover(50_000, 100, 4);
  const isGood = share >= 0.8 && mostOffered <= 1.1;
  const percent = (of: number) => `${(100 * of).toFixed(1)} %`;
  process.stdout.write(
    `recovery: ${jobs} jobs in ${seconds.toFixed(0)} s after the model was back: ${percent(share)} of its ${perSecond} a second ` +
      `(80 % is asked for); never offered more than ${percent(mostOffered)} (110 % is allowed): ${isGood ? 'ok' : 'WRONG'}\n`,
  );
  if (!isGood) process.exitCode = 1;
}

async function all(): Promise<void> {
  if (!values.recovery) await main();
  if (values.seed === undefined) await recovery();
}

all().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
