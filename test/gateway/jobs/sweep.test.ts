import type { CellId } from '../../../lib/contract/cell';
import type { JobId } from '../../../lib/contract/job';
import { accept } from '../../../lib/gateway/jobs/accept';
import { evacuatedBy } from '../../../lib/gateway/jobs/evacuated';
import type { JobPlace } from '../../../lib/gateway/jobs/place';
import { PulseWriter } from '../../../lib/gateway/jobs/pulse';
import { rescue } from '../../../lib/gateway/jobs/sweep/rescue';
import { Sweep } from '../../../lib/gateway/jobs/sweep/sweep';
import { noteSweep, overdueSweeps } from '../../../lib/gateway/jobs/sweep/watchdog';
import { ManualClock } from '../support/manual-clock';
import { asked, CELL, JOBS_CONFIG, JobsScene, OTHER } from './support/jobs-scene';

const { requeueAfter, rescueAfter, keep } = JOBS_CONFIG.times;
const THIRD: CellId = 'aws:eu-west-3';
const GOOGLE: CellId = 'google:europe-west4';

let scene: JobsScene;
beforeEach(() => {
  scene = new JobsScene();
});

async function accepted(place: JobPlace = scene.place): Promise<JobId> {
  const acceptance = await accept(place, {
    accepted: { route: 'extract', floor: 2, deadline: scene.clock.now() + 86_400_000, durability: 'region' },
    text: JSON.stringify(asked().request),
    otherCloudDown: 'refuse',
  });
  if (acceptance.kind !== 'accepted') throw new Error('not accepted');
  return acceptance.look.id;
}

/** One sweep of a cell over the scene's ledger, into the scene's queue. */
function sweepOf(place: JobPlace = scene.place, isEvacuated = false) {
  const sweep = new Sweep({ place, queue: scene.queue, isEvacuated: async () => isEvacuated, observe: scene.observe });
  return sweep.run(scene.clock.now() + 50_000);
}
const other = (): JobPlace => ({ ...scene.place, cell: OTHER });

test('a cell puts its own job into its queue anew, once nobody has touched it for so long; and once', async () => {
  const id = await accepted();
  scene.clock.pass(requeueAfter * 1000 - 1000);
  expect(await sweepOf()).toMatchObject({ requeued: 0 });
  scene.clock.pass(2000);
  expect(await sweepOf()).toMatchObject({ requeued: 1, rescued: 0 });
  expect(await sweepOf()).toMatchObject({ requeued: 0 });
  expect(await scene.queue.receive(10)).toMatchObject([{ message: { job: id } }]);
});

test('another cell takes it over later, by a claim that one of many wins', async () => {
  await accepted();
  scene.clock.pass(rescueAfter * 1000 + 1000);
  const swept = await Promise.all([sweepOf(other()), sweepOf(other()), sweepOf(other())]);
  expect(swept.map(({ rescued }) => rescued).sort()).toEqual([0, 0, 1]);
  expect(scene.queue.depth).toBe(1);
  expect(scene.events).toContainEqual(expect.objectContaining({ what: 'rescued', why: `kept by ${CELL}, of ${CELL}` }));
});

test('it yields while the home cell’s workers are at it, and not once they say nothing', async () => {
  await accepted();
  const pulse = new PulseWriter(scene.place);
  for (let passed = 0; passed < rescueAfter + 60; passed += 60) {
    scene.clock.pass(60_000);
    await pulse.worked(0);
  }
  expect(await sweepOf(other())).toMatchObject({ rescued: 0 });
  scene.clock.pass(300_000);
  expect(await sweepOf(other())).toMatchObject({ rescued: 1 });
});

test('a cell that is evacuated is yielded to by nobody', async () => {
  await accepted();
  scene.clock.pass(rescueAfter * 1000 + 1000);
  await new PulseWriter(scene.place).evacuating();
  expect(await sweepOf(other())).toMatchObject({ rescued: 1 });
});

test('an evacuated cell takes over nothing', async () => {
  await accepted();
  scene.clock.pass(rescueAfter * 1000 + 1000);
  expect(await sweepOf(other(), true)).toEqual({ looked: 0, requeued: 0, rescued: 0, closed: 0 });
});

test('nor does one whose own models are down', async () => {
  await accepted();
  scene.clock.pass(rescueAfter * 1000 + 1000);
  await new PulseWriter(other()).holding();
  expect(await sweepOf(other())).toMatchObject({ rescued: 0 });
});

test('a strong ledger is rid of what has expired, whole, and of nothing else', async () => {
  const old = await accepted();
  scene.clock.pass((keep - 3600) * 1000);
  const young = await accepted();
  scene.clock.pass(3_700_000);
  const sweep = { run: async () => ({ looked: 0, requeued: 0, rescued: 0, closed: 0 }) };
  expect(await rescue(scene.place, sweep, scene.clock.now() + 50_000)).toMatchObject({ expired: 1 });
  expect([(await scene.ledger.read(old)).length, (await scene.ledger.read(young)).length]).toEqual([0, 2]);
});

describe('who does not sweep', () => {
  const cells = [CELL, OTHER, THIRD, GOOGLE].map((id) => ({ id, url: `https://${id}`, bucket: id }));
  const at = (cell: CellId): JobPlace => ({ ...scene.place, cell, config: { ...JOBS_CONFIG, cells } });

  test('is told by every other cell of its cloud, also when it never has', async () => {
    await noteSweep(at(OTHER));
    expect(await overdueSweeps(at(CELL))).toEqual([THIRD]);
    await noteSweep(at(THIRD));
    expect(await overdueSweeps(at(CELL))).toEqual([]);
    scene.clock.pass(540_000);
    await noteSweep(at(OTHER));
    scene.clock.pass(120_000);
    expect(await overdueSweeps(at(CELL))).toEqual([THIRD]);
  });

  test('a sweep that fails says nothing of itself', async () => {
    const failing = { run: () => Promise.reject(new Error('down')) };
    await expect(rescue(at(OTHER), failing, scene.clock.now() + 50_000)).rejects.toThrow('down');
    expect(await overdueSweeps(at(CELL))).toContain(OTHER);
  });
});

describe('whether traffic was led away', () => {
  const cell = { id: CELL, url: 'https://x', bucket: 'x', switchUrl: 'https://y/switch/eu-west-1' };
  const asks = (answer: () => Promise<string>) => evacuatedBy(cell, new ManualClock(), answer)();

  test('is what another cell answers, and nothing else', async () => {
    expect(await asks(async () => 'understudy-evacuate:eu-west-1;')).toBe(true);
    expect(await asks(async () => 'understudy-evacuate:eu-west-10;')).toBe(false);
    expect(await asks(async () => 'in service\n')).toBe(false);
    expect(await asks(() => Promise.reject(new Error('gone')))).toBe(false);
  });

  test('an order holds for ten minutes while nobody answers, and no longer; an answer that it is over ends it', async () => {
    const clock = new ManualClock();
    let answer = async () => 'understudy-evacuate:eu-west-1;';
    const isLeft = evacuatedBy(cell, clock, () => answer());
    expect(await isLeft()).toBe(true);
    answer = () => Promise.reject(new Error('late'));
    clock.pass(590_000);
    expect(await isLeft()).toBe(true);
    clock.pass(20_000);
    expect(await isLeft()).toBe(false);
    answer = async () => 'understudy-evacuate:eu-west-1;';
    clock.pass(61_000);
    expect(await isLeft()).toBe(true);
    answer = async () => 'in service\n';
    clock.pass(61_000);
    expect(await isLeft()).toBe(false);
  });

  test('a cell without a switch is never left', async () => {
    expect(await evacuatedBy({ id: CELL, url: 'https://x', bucket: 'x' }, new ManualClock())()).toBe(false);
    expect(await evacuatedBy(undefined, new ManualClock())()).toBe(false);
  });
});
