/** A Region is killed with jobs waiting: the fleet alone, its clocks forty times as fast. What it waits for it waits for. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import type { JobView } from '../../../lib/contract/job';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { seededRandom } from '../../../lib/drill/random';
import { certificateAuthority } from '../../../lib/rehearsal/certificates';
import { applyEvent } from '../../../lib/rehearsal/faults';
import { type RunningFleet, startFleet } from '../../../lib/rehearsal/fleet';
import { newKey } from '../../../lib/rehearsal/key';
import type { AwsCellPlan } from '../../../lib/rehearsal/plan/cell-plan';
import { type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import { serviceTime } from '../../../lib/rehearsal/time';
import { synthesized } from '../support/flight';

const [FRANKFURT, DUBLIN] = ['aws:eu-central-1', 'aws:eu-west-1'] as const;
const key = newKey();
const time = serviceTime(40);
const troubles: string[] = [];
let folder: string;
let fleet: RunningFleet;

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
  fleet = await startFleet({
    ...{ plan, authority: await certificateAuthority(), port: 0, scratch: folder, keyDigests: [key.digest], time },
    ...{ random: seededRandom(1), onTrouble: (trouble) => troubles.push(trouble) },
  });
}, 60_000);
afterAll(async () => {
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

function ask(cell: string, method: string, path: string, body?: object): Promise<{ status: number; body: JobView }> {
  const { host, port } = fleet.addresses.regions[fleet.cells.findIndex(({ plan }) => plan.cell === cell)].endpoint;
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ host: `${cell.slice(4)}.aws.ai.example.com`, authorization: `Bearer ${key.text}` },
      'content-type': 'application/json',
    };
    const asking = request({ host, port, path, method, headers, agent: false, rejectUnauthorized: false });
    asking.once('error', reject);
    asking.once('response', async (answer) => {
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as JobView });
    });
    asking.end(body && JSON.stringify(body));
  });
}

async function until<T>(look: () => Promise<T>, is: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (is(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const all = async (cell: string, jobs: readonly JobView[]) =>
  Promise.all(jobs.map(async ({ status_url: path }) => (await ask(cell, 'GET', path)).body));
const areOver = (jobs: readonly JobView[]) => jobs.every(({ state }) => state === 'done');
const happen = (what: 'kill' | 'restore') =>
  applyEvent({ atSeconds: 0, target: { cloud: undefined, cell: DUBLIN }, change: what }, fleet);

test('its neighbour answers every one of them; when it is back it tells the same, and answers none anew', async () => {
  const offer = { request: { model: 'extract', messages: [{ role: 'user', content: 'What is in this?' }] } };
  // Its models are gone before it is: what it accepts it cannot answer.
  fleet.cells.find(({ plan }) => plan.cell === DUBLIN)!.stubs.behaviours.set('frontier', 'refuse');
  const accepted: JobView[] = [];
  for (let count = 0; count < 4; count += 1) {
    const { status, body } = await ask(DUBLIN, 'POST', '/v1/jobs', offer);
    expect([status, body.home]).toEqual([202, DUBLIN]);
    accepted.push(body);
  }
  await happen('kill');
  await expect(ask(DUBLIN, 'GET', '/v1/jobs')).rejects.toThrow('ECONNREFUSED');

  const answered = await until(() => all(FRANKFURT, accepted), areOver);
  for (const { home, served_by, result } of answered) {
    expect([home, served_by?.cell, result !== undefined]).toEqual([DUBLIN, FRANKFURT, true]);
  }
  await happen('restore');
  expect(await all(DUBLIN, accepted)).toEqual(answered);
  expect([fleet.deadLetters(), troubles]).toEqual([[], []]);
}, 60_000);
