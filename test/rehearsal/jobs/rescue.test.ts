/** A Region is killed with jobs waiting: the fleet alone, its clocks forty times as fast. What it waits for it waits for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../lib/contract/job';
import { applyEvent } from '../../../lib/rehearsal/faults';
import { all, FleetWithJobs, until } from '../support/fleet-with-jobs';

const [FRANKFURT, DUBLIN] = ['aws:eu-central-1', 'aws:eu-west-1'] as const;
let own: FleetWithJobs;

beforeAll(async () => {
  // A try has three seconds of this machine's clock, so that a busy one comes to its end.
  const declared = readFileSync(join(__dirname, '../support/jobs.yaml'), 'utf8').replace(
    'deadline: 20s',
    'deadline: 120s',
  );
  own = await FleetWithJobs.start(declared);
}, 120_000);
afterAll(() => own?.stop());

const callerAt = (cell: string) => own.callerAt(cell, 'extract');
const happen = (what: 'kill' | 'restore') =>
  applyEvent({ atSeconds: 0, target: { cloud: undefined, cell: DUBLIN }, change: what }, own.fleet);

test('its neighbour answers every one of them; when it is back it tells the same, and answers none anew', async () => {
  const [dublin, frankfurt] = [callerAt(DUBLIN), callerAt(FRANKFURT)];
  // Its models are gone before it is: what it accepts it cannot answer.
  own.modelsOf(DUBLIN).set('frontier', 'refuse');
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
  expect([own.fleet.deadLetters(), own.troubles]).toEqual([[], []]);
}, 120_000);
