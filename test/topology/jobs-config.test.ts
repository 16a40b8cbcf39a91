import { AWS_REGIONS } from '../../lib/topology/aws-regions';
import { ledgerPlan, ledgerRegionOf } from '../../lib/topology/job-ledger';
import { retentionSeconds, workerSeconds } from '../../lib/topology/jobs-config';
import { topology } from '../aws/fleets';

const jobsOf = (changes: Parameters<typeof topology>[0] = {}) => topology(changes).jobs!;

describe('the ledger', () => {
  test.each([
    [['eu-west-1'], { mode: 'single' }],
    [['eu-west-1', 'eu-west-2', 'eu-central-1'], { mode: 'strong' }],
    [['us-west-2', 'us-east-1', 'us-east-2'], { mode: 'strong' }],
    [['ap-northeast-1', 'ap-northeast-3', 'ap-northeast-2'], { mode: 'strong' }],
    // Two and a witness, which is none of them.
    [['eu-west-1', 'eu-central-1'], { mode: 'strong', witness: 'eu-west-2' }],
    [['us-east-1', 'us-west-2'], { mode: 'strong', witness: 'us-east-2' }],
    // Four of one set, two sets, and a Region of none.
    [['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'], { mode: 'eventual' }],
    [['eu-west-1', 'eu-west-2', 'us-east-1'], { mode: 'eventual' }],
    [['us-east-1', 'eu-west-1'], { mode: 'eventual' }],
    [['eu-west-1', 'eu-north-1'], { mode: 'eventual' }],
  ])('of %j', (regions, plan) => {
    expect(ledgerPlan(regions)).toEqual(plan);
  });

  test('is eventual where that is asked for, whatever the Regions allow', () => {
    expect(ledgerPlan(['eu-west-1', 'eu-west-2', 'eu-central-1'], 'eventual')).toEqual({ mode: 'eventual' });
    expect(ledgerPlan(['eu-west-1', 'eu-central-1'], 'eventual')).toEqual({ mode: 'eventual' });
    expect(ledgerPlan(['eu-west-1'], 'eventual')).toEqual({ mode: 'single' });
  });

  test('a witness is never a Region that serves', () => {
    for (const first of AWS_REGIONS) {
      for (const second of AWS_REGIONS.filter((each) => each !== first)) {
        const { witness } = ledgerPlan([first, second]);
        expect([first, second]).not.toContain(witness);
      }
    }
  });
});

test('no route is queued: there are no jobs', () => {
  expect(topology({ routes: { chat: {} } })).not.toHaveProperty('jobs');
});

test('each cell is known by its own name, its bucket, and the switch that another one holds', () => {
  const [front] = jobsOf().cells;
  expect(front).toEqual({
    id: 'aws:eu-central-1',
    url: 'https://eu-central-1.aws.ai.example.com',
    bucket: 'assistant-state-111122223333-eu-central-1',
    switchUrl: 'https://eu-west-1.aws.ai.example.com/switch/eu-central-1',
  });
});

test('a lone cell has no switch, and nobody that rescues its jobs', () => {
  const { cells, consistency } = jobsOf({
    frontDoorRegion: 'eu-west-1',
    aws: { account: '111122223333', regions: ['eu-west-1'] },
  });
  expect(cells).toEqual([expect.not.objectContaining({ switchUrl: expect.anything() })]);
  expect(consistency.aws).toBe('strong');
});

describe('a fleet that grows', () => {
  const ACCOUNT = '111122223333';
  const grown = (regions: string[], jobs?: object) =>
    topology({ frontDoorRegion: 'eu-central-1', aws: { account: ACCOUNT, regions }, ...(jobs && { jobs }) });
  const FOUR = ['eu-west-1', 'eu-central-1', 'eu-north-1', 'us-east-1'];
  const PINNED = { consistency: 'strong', regions: ['eu-west-1', 'eu-central-1'] };

  test('keeps the table where it is declared to lie, witness and all, and reaches it there from the new cells', () => {
    const before = grown(['eu-west-1', 'eu-central-1']);
    const after = grown(FOUR, PINNED);
    expect(after.jobLedger).toEqual(before.jobLedger);
    expect(before.jobLedger).toEqual({
      mode: 'strong',
      witness: 'eu-west-2',
      regions: ['eu-central-1', 'eu-west-1'],
    });
    expect(after.jobs!.consistency.aws).toBe('strong');
    expect(after.jobs!.cells.map(({ id, ledgerRegion }) => [id, ledgerRegion])).toEqual([
      ['aws:eu-central-1', undefined],
      ['aws:eu-west-1', undefined],
      ['aws:eu-north-1', 'eu-central-1'],
      ['aws:us-east-1', 'eu-central-1'],
    ]);
  });

  test('would get another table where nothing is declared', () => {
    expect(grown(FOUR).jobLedger).toMatchObject({ mode: 'eventual', regions: expect.arrayContaining(FOUR) });
  });

  test.each([
    ['eu-west-1', ['us-east-1', 'eu-west-1'], 'eu-west-1'],
    ['eu-north-1', ['us-east-1', 'eu-west-1'], 'eu-west-1'],
    ['ap-south-1', ['us-east-1', 'eu-west-1'], 'us-east-1'],
  ])('from %s the table in %j is reached in %s', (region, kept, reached) => {
    expect(ledgerRegionOf(region, kept)).toBe(reached);
  });
});

describe('times', () => {
  test.each(['20s', '60s', '860s', '900s'])('follow from the longest route that is queued: %s', (deadline) => {
    const { times } = jobsOf({ routes: { chat: { deadline: '890s' }, extract: { deadline, queue: 'allowed' } } });
    expect(workerSeconds(times)).toBeLessThanOrEqual(900);
    expect(times.visibility).toBe(6 * workerSeconds(times));
    // A message that a dead worker had comes back first, then its cell looks, then the others.
    expect(times.requeueAfter).toBeGreaterThan(times.visibility);
    expect(times.rescueAfter).toBeGreaterThanOrEqual(times.requeueAfter + times.visibility);
    expect(times.longestDeadline).toBeLessThan(times.keep);
  });

  test('the queue outlasts four days, and the outage that the objectives name', () => {
    expect(retentionSeconds({ objectives: { recoverySeconds: 150, survive: [], availabilityPercent: 99.9 } })).toBe(
      4 * 86_400,
    );
    expect(retentionSeconds({ objectives: { recoverySeconds: 500_000, survive: [], availabilityPercent: 99.9 } })).toBe(
      500_000,
    );
  });
});

describe('the rate', () => {
  test('is half of what is asked at the peak, with as many workers as that keeps busy', () => {
    const demand = { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 };
    expect(jobsOf({ demand })).toMatchObject({ requestsPerSecond: 10, workers: 10 });
  });

  test('is what is asked for, with as many workers as that keeps busy', () => {
    const demand = { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 };
    expect(jobsOf({ demand, jobs: { requestsPerSecond: 40 } })).toMatchObject({ requestsPerSecond: 40, workers: 40 });
    // Without a demand answers are taken to be as long as the default's.
    expect(jobsOf({ jobs: { requestsPerSecond: 50 } })).toMatchObject({ requestsPerSecond: 50, workers: 20 });
    expect(jobsOf({ jobs: { requestsPerSecond: 0.2 } })).toMatchObject({ requestsPerSecond: 0.2, workers: 2 });
  });

  test('is small where nobody said what the models take', () => {
    expect(jobsOf()).toMatchObject({ requestsPerSecond: 5, workers: 2 });
  });
});
