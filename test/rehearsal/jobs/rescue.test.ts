/** A Region is killed with jobs waiting: the fleet alone, its clocks forty times as fast. What it waits for it waits for. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../lib/contract/job';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { seededRandom } from '../../../lib/drill/random';
import { type CertificateAuthority, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { applyEvent } from '../../../lib/rehearsal/faults';
import { type RunningFleet, startFleet } from '../../../lib/rehearsal/fleet';
import { newKey } from '../../../lib/rehearsal/key';
import type { AwsCellPlan } from '../../../lib/rehearsal/plan/cell-plan';
import { type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import { serviceTime } from '../../../lib/rehearsal/time';
import { JobCaller } from '../../../lib/rehearsal/traffic/jobs/job-caller';
import { synthesized } from '../support/flight';

const [FRANKFURT, DUBLIN] = ['aws:eu-central-1', 'aws:eu-west-1'] as const;
const key = newKey();
const time = serviceTime(40);
const troubles: string[] = [];
let folder: string;
let fleet: RunningFleet;
let authority: CertificateAuthority;
const callers: JobCaller[] = [];

beforeAll(async () => {
  // A try has three seconds of this machine's clock, so that a busy one comes to its end.
  const declared = readFileSync(join(__dirname, '../support/jobs.yaml'), 'utf8').replace(
    'deadline: 20s',
    'deadline: 120s',
  );
  const made = synthesized(declared);
  folder = made.folder;
  const plan = withoutProbers(planOf(made.estate));
  for (const cell of plan.cells)
    beImpatient(join((cell as AwsCellPlan).jobs!.worker.program.codeDirectory, 'config.json'));
  authority = await certificateAuthority();
  fleet = await startFleet({
    ...{ plan, authority, port: 0, scratch: folder, keyDigests: [key.digest], time },
    ...{ random: seededRandom(1), onLate: () => {}, onTrouble: (trouble) => troubles.push(trouble) },
  });
}, 120_000);
afterAll(async () => {
  for (const caller of callers) await caller.close();
  await fleet?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function withoutProbers({ cells, ...plan }: FleetPlan): FleetPlan {
  const [first, ...others] = cells.map((cell) => ({ ...cell, prober: undefined }) as AwsCellPlan);
  return { ...plan, cells: [first, ...others] };
}

/** A job that nobody has touched for so long is taken over: minutes would be long here. */
function beImpatient(file: string): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as ServingConfig & { jobs: { times: object } };
  Object.assign(config.jobs.times, { requeueAfter: 60, rescueAfter: 90 });
  writeFileSync(file, JSON.stringify(config));
}

/** Somebody who calls a Region by its own name. */
function callerAt(cell: string): JobCaller {
  const { address } = fleet.addresses.regions[fleet.cells.findIndex(({ plan }) => plan.cell === cell)];
  const caller = new JobCaller({
    ...{ model: 'extract', apiKey: () => key.text, trust: authority.cert, addresses: fleet.addresses },
    baseUrl: `https://${cell.slice(4)}.aws.ai.example.com:${fleet.port}/v1`,
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
const happen = (what: 'kill' | 'restore') =>
  applyEvent({ atSeconds: 0, target: { cloud: undefined, cell: DUBLIN }, change: what }, fleet);

test('its neighbour answers every one of them; when it is back it tells the same, and answers none anew', async () => {
  const [dublin, frankfurt] = [callerAt(DUBLIN), callerAt(FRANKFURT)];
  // Its models are gone before it is: what it accepts it cannot answer.
  fleet.cells.find(({ plan }) => plan.cell === DUBLIN)!.stubs.behaviours.set('frontier', 'refuse');
  const accepted: JobId[] = [];
  for (let count = 0; count < 4; count += 1) {
    const offered = await dublin.offer('What is in this?', `key-${count}`);
    expect(offered).toMatchObject({ kind: 'accepted', home: DUBLIN });
    if (offered.kind === 'accepted') accepted.push(offered.id);
  }
  expect(await dublin.offer('Something else', 'key-0')).toEqual({
    kind: 'refused',
    reason: 'http-409 idempotency-key-reused',
  });
  await happen('kill');
  expect(await dublin.offer('What is in this?', 'late')).toEqual({ kind: 'refused', reason: 'connection-refused' });
  expect(await dublin.ask(accepted[0])).toEqual({ kind: 'no-answer' });

  const answered = await until(
    () => all(frankfurt, accepted),
    (said) => said.every(({ kind }) => kind === 'over'),
  );
  for (const said of answered) expect(said).toMatchObject({ end: { state: 'done', by: FRANKFURT, tier: 1 } });
  await happen('restore');
  expect(await all(dublin, accepted)).toEqual(answered);
  expect(await dublin.ask(`job_aws.eu-west-1_${'0'.repeat(32)}`)).toEqual({ kind: 'unknown-job' });
  expect([fleet.deadLetters(), troubles]).toEqual([[], []]);
}, 120_000);
