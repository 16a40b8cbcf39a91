import type { Consistency } from '../../../lib/contract/job';
import { accept } from '../../../lib/gateway/jobs/accept';
import type { JobPlace } from '../../../lib/gateway/jobs/place';
import { NotDurable } from '../../../lib/gateway/jobs/write';
import { BreakableLedger, JOBS_CONFIG, JobsScene } from './support/jobs-scene';

const offer = {
  accepted: { route: 'extract', floor: 2, deadline: Date.parse('2026-01-02T00:00:00Z'), durability: 'region' },
  text: '{}',
  otherCloudDown: 'refuse',
} as const;

/** A cell's place with the doors to its ledger in other Regions. */
function place(consistency: Consistency, mirrors: readonly BreakableLedger[]) {
  const config = { ...JOBS_CONFIG, consistency: { aws: consistency, google: consistency } };
  const scene = new JobsScene({ config, mirrors });
  return { scene, place: scene.place as JobPlace };
}

async function accepted(at: JobPlace): Promise<string> {
  const acceptance = await accept(at, offer);
  return acceptance.kind === 'accepted' ? acceptance.look.id : acceptance.kind;
}

const broken = () => Object.assign(new BreakableLedger(), { broken: 'before' as const });

describe('over an eventual ledger', () => {
  test('two Regions have a job before anybody is promised anything', async () => {
    const [near, far] = [new BreakableLedger(), new BreakableLedger()];
    const { scene, place: here } = place('eventual', [near, far]);
    const id = await accepted(here);
    const rows = await Promise.all([scene.ledger, near, far].map((ledger) => ledger.read(id)));
    expect(rows.map((each) => each.length)).toEqual([2, 2, 0]);
  });

  test('a third one stands in for one that is down, and for this one', async () => {
    const far = new BreakableLedger();
    const { scene, place: here } = place('eventual', [broken(), far]);
    const id = await accepted(here);
    expect([(await scene.ledger.read(id)).length, (await far.read(id)).length]).toEqual([2, 2]);
  });

  test('nothing is promised where one alone has it', async () => {
    const { place: here } = place('eventual', [broken(), broken()]);
    await expect(accepted(here)).rejects.toThrow(NotDurable);
  });
});

describe('over a strong ledger', () => {
  test('one door is enough, and another Region’s does where this one’s is down', async () => {
    const other = new BreakableLedger();
    const { scene, place: here } = place('strong', [other]);
    await accepted(here);
    scene.ledger.broken = 'before';
    const id = await accepted(here);
    expect(await other.read(id)).toHaveLength(2);
  });

  test('a write that only seemed to fail is found to stand', async () => {
    const { scene, place: here } = place('strong', []);
    scene.ledger.broken = 'after';
    expect(await scene.ledger.read(await accepted(here))).toHaveLength(2);
  });
});
