/** A cloud is gone with jobs waiting that were to outlive it: both halves as synthesized, their clocks forty times as fast. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../lib/contract/job';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { seededRandom } from '../../../lib/drill/random';
import { type CertificateAuthority, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { applyEvent } from '../../../lib/rehearsal/faults';
import { type RunningFleet, startFleet } from '../../../lib/rehearsal/fleet';
import { newKey } from '../../../lib/rehearsal/key';
import type { CellPlan } from '../../../lib/rehearsal/plan/cell-plan';
import { type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import { serviceTime } from '../../../lib/rehearsal/time';
import { JobCaller } from '../../../lib/rehearsal/traffic/jobs/job-caller';
import { synthesized } from '../support/flight';

const AWS = 'aws:eu-central-1';
const GOOGLE = 'google:europe-west4';
const key = newKey();
const time = serviceTime(40);
const troubles: string[] = [];
const callers: JobCaller[] = [];
let folder: string;
let fleet: RunningFleet;
let authority: CertificateAuthority;

beforeAll(async () => {
  // A try has three seconds of this machine's clock, so that a busy one comes to its end.
  const declared = readFileSync(join(__dirname, '../support/jobs-both-clouds.yaml'), 'utf8').replace(
    'deadline: 20s, floor: 1',
    'deadline: 120s, floor: 1',
  );
  const made = synthesized(declared);
  folder = made.folder;
  const plan = withoutProbers(planOf(made.estate));
  for (const cell of plan.cells) for (const file of configsOf(cell)) beImpatient(file);
  authority = await certificateAuthority();
  fleet = await startFleet({
    ...{ plan, authority, port: 0, scratch: folder, keyDigests: [key.digest], time },
    ...{ random: seededRandom(1), onTrouble: (trouble) => troubles.push(trouble), onLate: () => {} },
  });
}, 120_000);
afterAll(async () => {
  for (const caller of callers) await caller.close();
  await fleet?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function withoutProbers({ cells, ...plan }: FleetPlan): FleetPlan {
  return { ...plan, cells: cells.map((cell) => ({ ...cell, prober: undefined })) as unknown as FleetPlan['cells'] };
}

/** Wherever the cell's programs read what is baked. */
function configsOf(cell: CellPlan): readonly string[] {
  const files =
    cell.cloud === 'aws'
      ? [join(cell.jobs!.worker.program.codeDirectory, 'config.json')]
      : [cell.service, cell.jobs!.worker.program].flatMap(({ files }) => [...files.values()]);
  return [...new Set(files)].filter((file) => file.endsWith('config.json'));
}

/** A job that nobody has touched for so long is taken over: minutes would be long here. */
function beImpatient(file: string): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as ServingConfig & { jobs: { times: object } };
  Object.assign(config.jobs.times, { requeueAfter: 60, rescueAfter: 90 });
  writeFileSync(file, JSON.stringify(config));
}

/** Somebody who calls one cell by its own name. */
function callerAt(cell: string): JobCaller {
  const [cloud, region] = cell.split(':');
  const { address } = cloud === 'aws' ? fleet.addresses.regions[0] : fleet.addresses.balancers[0];
  const caller = new JobCaller({
    ...{ model: 'contracts', apiKey: () => key.text, trust: authority.cert, addresses: fleet.addresses },
    baseUrl: `https://${region}.${cloud}.ai.example.com:${fleet.port}/v1`,
    resolver: { address: async () => address },
    timeoutMilliseconds: 30_000,
  });
  callers.push(caller);
  return caller;
}

async function until<T>(look: () => Promise<T>, is: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (is(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const all = (caller: JobCaller, jobs: readonly JobId[]) => Promise.all(jobs.map((id) => caller.ask(id)));
const happen = (cloud: 'aws' | 'google', change: 'kill' | 'restore') =>
  applyEvent({ atSeconds: 0, target: { cloud, cell: cloud === 'aws' ? AWS : GOOGLE }, change }, fleet);
const modelsOf = (cell: string) => fleet.cells.find(({ plan }) => plan.cell === cell)!.stubs.behaviours;

test.each([
  ['aws', AWS, GOOGLE],
  ['google', GOOGLE, AWS],
] as const)(
  'all of %s is gone: the other cloud answers every job that was accepted there',
  async (cloud, lost, left) => {
    const [there, here] = [callerAt(lost), callerAt(left)];
    // Its models are gone before it is: what it accepts it cannot answer.
    modelsOf(lost).set('frontier', 'refuse');
    const accepted: JobId[] = [];
    for (let count = 0; count < 3; count += 1) {
      const offered = await there.offer('What is in this?', `${cloud}-${count}`);
      expect(offered).toMatchObject({ kind: 'accepted', home: lost });
      if (offered.kind === 'accepted') accepted.push(offered.id);
    }
    await happen(cloud, 'kill');
    expect(await there.ask(accepted[0])).toEqual({ kind: 'no-answer' });
    // Both ledgers must hold it, and one is gone.
    expect(await here.offer('What is in this?', `${cloud}-late`)).toEqual({
      kind: 'refused',
      reason: 'http-503 other-cloud-down',
    });
    const answered = await until(
      () => all(here, accepted),
      (said) => said.every(({ kind }) => kind === 'over'),
    );
    for (const said of answered) expect(said).toMatchObject({ end: { state: 'done', by: left, tier: 1 } });
    await happen(cloud, 'restore');
    // Its own ledger knows of no end: it asks the other one, which a busy machine may answer too late.
    const told = await until(
      () => all(there, accepted),
      (said) => said.every(({ kind }) => kind === 'over'),
    );
    expect(told).toEqual(answered);
    expect([fleet.deadLetters(), troubles]).toEqual([[], []]);
  },
  120_000,
);
