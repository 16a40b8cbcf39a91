import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { synthesize } from '../../../bin/synth';
import { groundOf } from '../../../lib/drill/scenario/ground';
import type { Estate } from '../../../lib/estate/estate';
import { readEstate } from '../../../lib/estate/read-estate';
import { type StartArguments, settingsOf } from '../../../lib/rehearsal/options';
import { awsRegions, type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import type { HealthChange } from '../../../lib/rehearsal/probes/prober';
import { type Rehearsal, startRehearsal } from '../../../lib/rehearsal/rehearsal';
import type { JobRecord } from '../../../lib/rehearsal/traffic/jobs/job-record';
import type { RequestRecord } from '../../../lib/rehearsal/traffic/record';
import type { Summary } from '../../../lib/rehearsal/traffic/summary';

/** The small fleet of both clouds, synthesized into a folder of its own. */
export function bothClouds(prefer: 'quality' | 'locality'): { readonly estate: Estate; readonly folder: string } {
  return synthesized(
    readFileSync(join(__dirname, 'serving.yaml'), 'utf8').replace('prefer: locality', `prefer: ${prefer}`),
  );
}

/** What a declaration's text makes, in a folder of its own. */
export function synthesized(text: string): { readonly estate: Estate; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-flight-'));
  const declared = text.replace('../../../responses', resolve(__dirname, '../../../responses'));
  const config = join(folder, 'serving.yaml');
  writeFileSync(config, declared);
  try {
    const { directory, google } = synthesize(config, join(folder, 'cdk.out'));
    return { estate: readEstate([directory, ...(google ? [google.directory] : [])]), folder };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export interface Flight {
  readonly records: readonly RequestRecord[];
  readonly summary: Summary;
  readonly changes: readonly HealthChange[];
  /** What became of each job that was accepted. */
  readonly jobs: readonly JobRecord[];
  /** This machine did not keep up: how long things took is its doing. */
  readonly lagged: boolean;
}

type Scenario = Pick<
  StartArguments,
  'tier2' | 'jobs' | 'drain' | 'kill' | 'restore' | 'fault' | 'evacuate' | 'disable' | 'rotateKey' | 'from'
>;

/** Rehearses the small fleet from its start to its end; nothing is left of it. */
export async function fly(
  prefer: 'quality' | 'locality',
  scenario: Scenario,
  seconds: number,
  speed: number,
  atEnd: (rehearsal: Rehearsal) => Promise<void> = async () => {},
): Promise<Flight> {
  return flown(bothClouds(prefer), scenario, seconds, { speed, atEnd });
}

/** Rehearses another fleet, of a file beside this one. */
export async function flyOther(
  file: string,
  scenario: Scenario,
  seconds: number,
  options: { readonly speed: number; readonly rate: string },
): Promise<Flight> {
  return flown(synthesized(readFileSync(join(__dirname, file), 'utf8')), scenario, seconds, options);
}

interface FlightOptions {
  readonly speed: number;
  readonly rate?: string;
  readonly seed?: string;
  /** The plan as it is flown, where it is not to be as synthesized. */
  readonly replan?: (plan: FleetPlan) => FleetPlan;
  /** From the start on; waited for before the end. */
  readonly meanwhile?: (rehearsal: Rehearsal) => Promise<void>;
  readonly atEnd?: (rehearsal: Rehearsal) => Promise<void>;
}

/** Rehearses any fleet that was synthesized; its folder is gone then. */
export async function flown(
  { estate, folder }: ReturnType<typeof synthesized>,
  scenario: Scenario,
  seconds: number,
  { speed, rate = '1', seed = '1', replan = (plan) => plan, meanwhile, atEnd }: FlightOptions,
): Promise<Flight> {
  try {
    const plan = replan(planOf(estate));
    const typed: StartArguments = {
      ...{ config: '', rate, seed, port: '0', dnsPort: '0', speed: String(speed) },
      ...scenario,
    };
    const settings = settingsOf(typed, groundOf(estate), awsRegions(plan), true);
    const changes: HealthChange[] = [];
    const troubles: string[] = [];
    let lagged = false;
    const rehearsal = await startRehearsal(
      { estate, plan, settings, scratch: folder },
      {
        onEvent: () => {},
        onHealth: (change) => changes.push(change),
        // How busy this machine is, is no trouble of the fleet's; the tests' margins are wide.
        onTrouble: (trouble) => {
          if (trouble.includes('cannot keep up')) lagged = true;
          else troubles.push(trouble);
        },
      },
    );
    const over = new Promise<void>((done) => rehearsal.time.after(seconds - rehearsal.time.now(), done));
    await Promise.all([over, meanwhile?.(rehearsal)]);
    await atEnd?.(rehearsal);
    const summary = await rehearsal.stop();
    expect(troubles).toEqual([]);
    return { records: rehearsal.records, jobs: rehearsal.jobs?.records ?? [], summary, changes, lagged };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Who answered those who asked from somewhere, in turn: `aws:eu-west-1`, … without repetitions; by cloud, `aws`, … */
export function course(records: readonly RequestRecord[], from: string, by: 'cell' | 'cloud'): readonly string[] {
  const answered = records
    .filter((record) => record.from === from)
    .sort((a, b) => a.startedAt - b.startedAt)
    .flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.cell] : []))
    .map((cell) => (by === 'cell' ? cell : cell.split(':')[0]));
  return answered.filter((one, index) => one !== answered[index - 1]);
}

/** The records of what was asked and had its answer between two moments: what happens later may cut off an earlier one. */
export function between(records: readonly RequestRecord[], from: number, until: number): readonly RequestRecord[] {
  return records.filter(({ startedAt, endedAt }) => startedAt >= from && endedAt < until);
}

/** What came of them, each once: `google:europe-west4 tier 1`, `http-503`. */
export function outcomes(records: readonly RequestRecord[]): readonly string[] {
  const texts = records.map(({ outcome }) =>
    outcome.kind === 'answered' ? `${outcome.cell} tier ${outcome.tier}` : outcome.reason,
  );
  return [...new Set(texts)].sort();
}
