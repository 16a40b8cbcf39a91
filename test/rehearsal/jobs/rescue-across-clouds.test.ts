/** A cloud is gone with jobs waiting that were to outlive it: both halves as synthesized, their clocks forty times as fast. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../lib/contract/job';
import { applyEvent } from '../../../lib/rehearsal/faults';
import { all, FleetWithJobs, until } from '../support/fleet-with-jobs';

const AWS = 'aws:eu-central-1';
const GOOGLE = 'google:europe-west4';
let own: FleetWithJobs;

beforeAll(async () => {
  // A try has three seconds of this machine's clock, so that a busy one comes to its end.
  const declared = readFileSync(join(__dirname, '../support/jobs-both-clouds.yaml'), 'utf8').replace(
    'deadline: 20s, floor: 1',
    'deadline: 120s, floor: 1',
  );
  own = await FleetWithJobs.start(declared);
}, 120_000);
afterAll(() => own?.stop());

const callerAt = (cell: string) => own.callerAt(cell, 'contracts');
const happen = (cloud: 'aws' | 'google', change: 'kill' | 'restore') =>
  applyEvent({ atSeconds: 0, target: { cloud, cell: cloud === 'aws' ? AWS : GOOGLE }, change }, own.fleet);

test.each([
  ['aws', AWS, GOOGLE],
  ['google', GOOGLE, AWS],
] as const)(
  'all of %s is gone: the other cloud answers every job that was accepted there',
  async (cloud, lost, left) => {
    const [there, here] = [callerAt(lost), callerAt(left)];
    // Its models are gone before it is: what it accepts it cannot answer.
    own.modelsOf(lost).set('frontier', 'refuse');
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
    expect([own.fleet.deadLetters(), own.troubles]).toEqual([[], []]);
  },
  120_000,
);
