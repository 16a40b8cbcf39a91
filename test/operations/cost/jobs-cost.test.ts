import { join } from 'node:path';
import type { Ledger, Row } from '../../../lib/gateway/jobs/ledger';
import { INLINE_BYTES } from '../../../lib/gateway/jobs/payloads';
import { rescue } from '../../../lib/gateway/jobs/sweep/rescue';
import { Sweep } from '../../../lib/gateway/jobs/sweep/sweep';
import { jobsOnAws, SWEEP_ALARMS } from '../../../lib/operations/cost/aws-jobs-cost';
import { estimateOf } from '../../../lib/operations/cost/estimate';
import { jobsOnGoogle } from '../../../lib/operations/cost/google-jobs-cost';
import { countOf, JOB_CALLS, LARGEST_INLINE_BYTES, sizesOf, sweepCalls } from '../../../lib/operations/cost/job-work';
import { loadServingFile } from '../../../lib/topology/load';
import { type BreakableLedger, JOBS_CONFIG } from '../../gateway/jobs/support/jobs-scene';
import { WorkScene } from '../../gateway/jobs/support/work-scene';
import { end, text } from '../../gateway/support/scripted-provider';

const root = join(__dirname, '../../..');
const reference = loadServingFile(join(root, 'serving.yaml'));
const demand = reference.demand!;

/** What a ledger was asked, of jobs alone: how a cell's workers are is said once in 20 s, whatever there is to do. */
class Asked {
  public readonly written: Row[] = [];
  public readonly removed: string[] = [];
  public readings: number[] = [];
  public lists = 0;

  public constructor(ledger: BreakableLedger, of: (id: string) => boolean) {
    const { read, insert, replace, remove, list } = Object.fromEntries(
      (['read', 'insert', 'replace', 'remove', 'list'] as const).map((name) => [name, ledger[name].bind(ledger)]),
    ) as unknown as Ledger;
    const writing = (write: Ledger['insert']) => (row: Row) => {
      if (of(row.id)) this.written.push(row);
      return write(row);
    };
    const all: Ledger = {
      insert: writing(insert),
      replace: writing(replace),
      read: async (id) => {
        const rows = await read(id);
        if (of(id)) this.readings.push(rows.length);
        return rows;
      },
      remove: (id, facet) => {
        this.removed.push(facet);
        return remove(id, facet);
      },
      list: (lane, options) => {
        this.lists += 1;
        return list(lane, options);
      },
    };
    Object.assign(ledger, all);
  }
}

const sweepOf = (scene: WorkScene) =>
  rescue(
    scene.place,
    new Sweep({ place: scene.place, queue: scene.queue, isEvacuated: async () => false, observe: scene.observe }),
    scene.clock.now() + 50_000,
  );

test('what is counted for a job is what the gateway, the worker and the sweep ask for one that goes well', async () => {
  const scene = new WorkScene();
  scene.ladder([text('the answer'), end]);
  const asked = new Asked(scene.ledger, (id) => id.startsWith('job_'));
  const id = await scene.accept();
  await scene.work();
  expect((await scene.look(id)).state).toBe('done');
  scene.clock.pass((JOBS_CONFIG.times.keep + 1) * 1000);
  await sweepOf(scene);
  expect(await scene.ledger.read(id)).toEqual([]);
  asked.readings.pop();

  const kindOf = ({ facet, body }: Row) => (facet === 'job' ? 'request' : 'outcome' in body ? 'answer' : 'small');
  const kinds = asked.written.map(kindOf);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect({ request: count('request'), answer: count('answer'), small: count('small') }).toEqual(JOB_CALLS.written);
  expect([...asked.removed].sort()).toEqual(['job', 'progress/aws', 'watch']);
  expect(countOf(JOB_CALLS.removed)).toBe(asked.removed.length);
  const listed = asked.written.filter((row) => row.listed !== undefined).map(({ facet }) => facet);
  // Each comes, and goes.
  expect(listed.sort()).toEqual(['job', 'watch']);
  expect(JOB_CALLS.indexed).toBe(2 * listed.length);
  expect(asked.readings).toHaveLength(JOB_CALLS.readings);
  expect(asked.readings.reduce((sum, rows) => sum + rows, 0)).toBe(JOB_CALLS.rowsRead);
});

test.each(['strong', 'eventual'] as const)(
  'what is counted for a sweep of a %s ledger is what one asks',
  async (aws) => {
    const scene = new WorkScene({ config: { ...JOBS_CONFIG, consistency: { aws, google: 'strong' } } });
    await sweepOf(scene);
    scene.clock.pass(60_000);
    const asked = new Asked(scene.ledger, () => true);
    await sweepOf(scene);
    const cells = JOBS_CONFIG.cells.length;
    expect({ lists: asked.lists, readings: asked.readings.length, writes: asked.written.length }).toEqual(
      sweepCalls({ cells, cellsOfCloud: cells, strong: aws === 'strong' }),
    );
  },
);

test('what is too large for a row is so here as in the gateway, and is counted in buckets instead', () => {
  expect(LARGEST_INLINE_BYTES).toBe(INLINE_BYTES);
  const large = { ...demand, inputTokens: 30_000 };
  expect(sizesOf(demand).stored).toEqual([]);
  expect(sizesOf(large)).toMatchObject({ request: sizesOf({ ...demand, inputTokens: 0 }).request, stored: [120_000] });
  const names = (lines: readonly { what: string }[]) => lines.map(({ what }) => what).join();
  expect(names(jobsOnAws('eu-west-1', reference, large, 10))).toContain('large texts');
  expect(names(jobsOnAws('eu-west-1', reference, demand, 10))).not.toContain('large texts');
  expect(names(jobsOnGoogle('europe-west4', large))).toContain('large texts');
});

const { fixedMonthly, perMillionJobs } = estimateOf(reference);
const lineOf = (place: string, what: RegExp) =>
  fixedMonthly[0].places.find((one) => one.place === place)!.lines.find((line) => what.test(line.what));
const ofJobs = (cell: string, what: RegExp) =>
  perMillionJobs.find((one) => one.cell === cell)!.lines.find((line) => what.test(line.what))?.usd;

test('while there are none, jobs cost receipts, sweeps and what these ask, in every cell', () => {
  const minutes = 730 * 60;
  for (const { id } of reference.awsCells) {
    expect(lineOf(id, /^jobs: receipts/)?.usd).toBeCloseTo((0.4 * 15 * minutes) / 1e6, 6);
    // Five cells: 60 lists of half a unit, five pulses, three looks at sweeps; one write to three Regions.
    expect(lineOf(id, /^jobs: what it asks/)?.usd).toBeCloseTo((minutes * (38 * 0.1415 + 3 * 0.705)) / 1e6, 6);
    expect(lineOf(id, /^jobs: the sweep/)?.usd).toBeGreaterThan(SWEEP_ALARMS * 0.1);
  }
  // Each of two workers sweeps: 60 lists, five pulses, two looks at sweeps, and one before what is replaced.
  expect(lineOf('google:europe-west4', /^jobs: what their sweeps/)?.usd).toBeCloseTo(
    (2 * minutes * (68 * 0.06 + 0.18)) / 1e5,
    6,
  );
});

test('a million jobs of the declared size cost tokens, queue, worker, and a ledger in each of its Regions', () => {
  expect(ofJobs('aws:eu-west-1', /tokens/)).toBeCloseTo(1.1 * (1500 * 3 + 300 * 15), 6);
  expect(ofJobs('aws:eu-west-1', /the queue/)).toBeCloseTo(0.4 * 3, 6);
  expect(ofJobs('aws:eu-west-1', /worker/)).toBeCloseTo(0.2 + 10 * 0.5 * 16.6667, 3);
  // Seven units of request and two of answer, each written and removed; three rows without a text; four index entries.
  const units = 2 * 7 + 2 * 2 + 3 + 4;
  const megabytes = (6500 + 1700 + 1000) / 1e3;
  expect(ofJobs('aws:eu-west-1', /the ledger/)).toBeCloseTo(
    3 * units * 0.705 + 5 * 3 * 0.1415 + 3 * megabytes * (7 / 30.4) * (0.283 + 0.22),
    3,
  );
  expect(ofJobs('google:europe-west4', /the ledger/)).toBeCloseTo(
    12 * 10 * 0.06 + 4 * 10 * 0.18 + 3 * 10 * 0.02 + megabytes * (7 / 30.4) * 0.18,
    3,
  );
});

test('a witness is counted as one of the Regions, and a fleet that takes no jobs pays for none', () => {
  const witnessed = {
    ...reference,
    jobLedger: { ...reference.jobLedger!, regions: ['eu-west-1', 'eu-central-1'], witness: 'eu-west-3' },
  };
  const ledger = (topology: typeof reference) =>
    jobsOnAws('eu-west-1', topology, demand, 10).find(({ what }) => what.includes('ledger'));
  expect(ledger(witnessed)).toEqual(ledger(reference));
  expect(ledger({ ...witnessed, jobLedger: { ...witnessed.jobLedger, witness: undefined } })?.what).toContain(
    '2 Regions',
  );
  const { jobs: _jobs, jobLedger: _ledger, ...without } = reference;
  const estimate = estimateOf(without);
  expect(estimate.perMillionJobs).toEqual([]);
  const lines = estimate.fixedMonthly[0].places.flatMap((place) => place.lines.map(({ what }) => what));
  expect(lines.filter((what) => /jobs/.test(what))).toEqual([]);
});
