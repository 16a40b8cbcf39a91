/**
 * `npm run test:prediction`: each fault rehearsed ten times (PREDICTION_RUNS), with other phases and at another moment
 * each time, beside what the drill predicts of it. Takes about twenty minutes; `-- -t 'one Region is gone'` for one row.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { seededRandom } from '../../lib/drill/random';
import { bothClouds, flown } from '../rehearsal/support/flight';
import { CASES, type Case } from './cases';
import { predicted } from './predicted';
import { medianOf, type Row, rowOf, tableOf } from './table';

const RUNS = Number(process.env.PREDICTION_RUNS ?? 10);
/** Service time is so much faster than this machine's clock: a TTL of 60 s stays a whole number of seconds. */
const SPEED = 15;
const CLIENTS = ['eu-central-1', 'eu-west-1'];
/** Three in two seconds from each client, so that the end is seen to two thirds of one. */
const RATE = 3;
const ROWS = resolve(__dirname, '../../dist/prediction/rows.json');

test.each(CASES)(
  '$name',
  async (one) => {
    const { estate, folder } = bothClouds(one.prefer);
    const spread = predicted(estate, one, CLIENTS);
    rmSync(folder, { recursive: true, force: true });
    const random = seededRandom(7);
    const measured: number[] = [];
    for (let run = 0; run < RUNS; run += 1) measured.push(await measure(one, run + 1, 5 + 60 * random()));
    keep(rowOf(one, spread, measured));
    expect(medianOf(measured)).toBeGreaterThanOrEqual(spread.p5);
    expect(medianOf(measured)).toBeLessThanOrEqual(spread.p95);
  },
  3_600_000,
);

/** Service seconds from the fault to the end of the last request that got what the case calls bad. */
async function measure(one: Case, seed: number, at: number): Promise<number> {
  const typed = `${one.typed}@${at.toFixed(3)}s`;
  const { records } = await flown(bothClouds(one.prefer), { [one.option]: [typed] }, at + one.seconds, {
    ...{ speed: SPEED, seed: String(seed), rate: String(RATE) },
  });
  const bad = records.filter(({ startedAt, endedAt, outcome }) => {
    if (endedAt < at || startedAt > at + one.seconds - 1) return false;
    return one.isBad(outcome.kind === 'answered' ? { cell: outcome.cell, tier: Number(outcome.tier) } : {});
  });
  const last = Math.max(0, ...bad.map(({ endedAt }) => endedAt - at));
  if (last > one.seconds - 3) throw new Error(`run ${seed}: not over after ${one.seconds} s`);
  return last;
}

/** With the rows of earlier runs, so that they can be measured one at a time. */
function keep(row: Row): void {
  mkdirSync(dirname(ROWS), { recursive: true });
  const rows = [...known().filter(({ name }) => name !== row.name), row];
  rows.sort((left, right) => orderOf(left) - orderOf(right));
  writeFileSync(ROWS, JSON.stringify(rows));
}

function known(): Row[] {
  try {
    return JSON.parse(readFileSync(ROWS, 'utf8')) as Row[];
  } catch {
    return [];
  }
}

function orderOf({ name }: Row): number {
  return CASES.findIndex((one) => one.name === name);
}

afterAll(() => console.log(tableOf(known())));
