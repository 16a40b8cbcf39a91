/**
 * `npm run test:prediction`: each fault rehearsed ten times (PREDICTION_RUNS), with other phases and at another moment
 * each time, beside what the drill predicts of it. Takes about half an hour; `-- -t 'one Region is gone'` for one row.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { seededRandom } from '../../lib/drill/random';
import type { Estate } from '../../lib/estate/estate';
import { bothClouds, flown } from '../rehearsal/support/flight';
import { CASES, type Case } from './cases';
import { predicted } from './predicted';
import { medianOf, type Row, rowOf, tableOf } from './table';

const RUNS = Number(process.env.PREDICTION_RUNS ?? 10);
/** Service time is so much faster than this machine's clock: a TTL of 60 s stays a whole number of seconds. */
const SPEED = Number(process.env.PREDICTION_SPEED ?? 10);
const CLIENTS = ['eu-central-1', 'eu-west-1'];
/** Three in two seconds from each client, so that the end is seen to two thirds of one. */
const RATE = 3;
const ROWS = resolve(__dirname, '../../dist/prediction/rows.json');

test.each(CASES)(
  '$name',
  async (one) => {
    const fleet = bothClouds(one.prefer);
    const spread = predicted(fleet.estate, one, CLIENTS);
    const random = seededRandom(7);
    const measured: number[] = [];
    try {
      for (let run = 1; measured.length < RUNS; run += 1) {
        if (run > 3 * RUNS) throw new Error('this machine is too busy to measure anything');
        const seconds = await measure(one, fleet.estate, run, 5 + 60 * random());
        if (seconds !== undefined) measured.push(seconds);
      }
    } finally {
      rmSync(fleet.folder, { recursive: true, force: true });
    }
    keep(rowOf(one, spread, measured));
    expect(medianOf(measured)).toBeGreaterThanOrEqual(spread.p5);
    expect(medianOf(measured)).toBeLessThanOrEqual(spread.p95);
  },
  7_200_000,
);

/**
 * Service seconds from the fault to the last request that got what the case calls bad; undefined where this
 * machine did not keep up, since that is no measurement of the fleet.
 */
async function measure(one: Case, estate: Estate, seed: number, at: number): Promise<number | undefined> {
  const typed = { [one.option]: [`${one.typed}@${at.toFixed(3)}s`] };
  const folder = mkdtempSync(join(tmpdir(), 'understudy-prediction-'));
  const { records, lagged } = await flown({ estate, folder }, typed, at + one.seconds, {
    ...{ speed: SPEED, seed: String(seed), rate: String(RATE) },
  });
  if (lagged) return undefined;
  const bad = records.filter(({ startedAt, outcome }) => {
    if (startedAt < at || startedAt > at + one.seconds - 1) return false;
    return one.isBad(outcome.kind === 'answered' ? { cell: outcome.cell, tier: Number(outcome.tier) } : {});
  });
  // When it was asked, and so DNS: how long an answer takes is not what is predicted.
  const last = Math.max(0, ...bad.map(({ startedAt }) => startedAt - at));
  if (last > one.seconds - 3) {
    const late = bad.filter(({ startedAt }) => startedAt - at > one.seconds - 30);
    throw new Error(
      `run ${seed}: not over after ${one.seconds} s; of its last 30 s: ${JSON.stringify(late.slice(-5))}`,
    );
  }
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
