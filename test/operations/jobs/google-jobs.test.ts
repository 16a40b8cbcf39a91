import { join } from 'node:path';
import { Command } from 'commander';
import type { JobMessage } from '../../../lib/contract/job';
import { cellQueuesOf } from '../../../lib/operations/jobs/cell-queue';
import { registerJobs } from '../../../lib/operations/jobs/command';
import type { Run } from '../../../lib/operations/run-command';
import { loadServingFile } from '../../../lib/topology/load';
import { FakeGoogle } from './fake-google';

const CONFIG = join(__dirname, '../../../serving.yaml');
const CELL = 'google:europe-west4';
const NOW = Date.parse('2026-01-01T00:00:00Z');
const JOBS = 'assistant-reference-jobs-europe-west4';
const DEAD = 'assistant-reference-jobs-dead-letters-europe-west4';
const jobOf = (digit: number) => `job_google.europe-west4_${digit.toString(16).padStart(32, '0')}` as const;
const letter = (digit: number, reason?: string): string => JSON.stringify({ job: jobOf(digit), queuedAt: 1, reason });

let google: FakeGoogle;
let printed: string[];
let waited: number;
beforeEach(() => {
  google = new FakeGoogle(() => NOW + 1000);
  printed = [];
  waited = 0;
});

async function understudy(...args: string[]): Promise<void> {
  const program = new Command().exitOverride();
  const noAws: Run = async () => ({ kind: 'silence', why: 'no credentials' });
  const run: Run = (command, input) => (command[0] === 'aws' ? noAws(command) : google.run(command, input));
  registerJobs(
    program,
    (text) => void printed.push(text),
    { run, now: () => NOW, user: () => 'ana' },
    () => undefined,
    async (milliseconds) => {
      waited += milliseconds;
    },
  );
  await program.parseAsync(['node', 'understudy', 'jobs', ...args, '--config', CONFIG]);
}

const statusOf = async (cell: string) => {
  // AWS does not answer here, which is a finding.
  await expect(understudy('status', '--json')).rejects.toThrow('not all is as it should be');
  return JSON.parse(printed[0]).cells.find((each: { cell: string }) => each.cell === cell);
};

test('every cell of both clouds has a queue', () => {
  expect(cellQueuesOf(loadServingFile(CONFIG)).map(({ cell }) => cell)).toEqual([
    ...['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4', 'google:europe-west1'],
  ]);
});

describe('status', () => {
  test('tells what nobody has in hand from what workers have', async () => {
    for (let digit = 1; digit <= 5; digit += 1) google.put(JOBS, letter(digit));
    google.put(DEAD, letter(9));
    google.figures.set(`num_outstanding_messages ${JOBS}`, 2);
    expect(await statusOf(CELL)).toEqual({
      ...{ cell: CELL, kind: 'known', waiting: 3, inHand: 2, deferred: null, dead: 1, oldestSeconds: 42 },
    });
  });

  test('a token is on no command line', async () => {
    await statusOf(CELL);
    expect(google.commands.flat().join(' ')).not.toContain('ya29');
    expect(new Set(google.inputs)).toEqual(new Set(['Authorization: Bearer ya29.token\n']));
  });

  test('no figure, or one that is refused, is unknown, and no zero', async () => {
    google.figures.set(`num_undelivered_messages ${JOBS}`, Number.NaN);
    google.refused = (command) => command.join().includes('europe-west1');
    expect(await statusOf(CELL)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('no figure') });
    const { cells } = JSON.parse(printed[0]);
    expect(cells.at(-1)).toEqual({ cell: 'google:europe-west1', kind: 'unknown', why: 'PERMISSION_DENIED: no' });
  });

  test('only reads', async () => {
    await statusOf(CELL);
    expect(google.commands.filter(([program]) => program === 'env')).toEqual([]);
  });
});

describe('redrive', () => {
  beforeEach(() => {
    for (let digit = 1; digit <= 12; digit += 1) google.put(DEAD, letter(digit, digit < 3 ? 'refused: x' : undefined));
  });

  test('has every job tried again, marked, and takes its letter away', async () => {
    await understudy('redrive', CELL);
    const sent = google.of(JOBS).map(({ body }) => JSON.parse(body) as JobMessage);
    expect(sent.map(({ job }) => job)).toEqual(Array.from({ length: 12 }, (_, index) => jobOf(index + 1)));
    expect(sent.every(({ redriven, queuedAt, reason }) => redriven && queuedAt === NOW && reason === undefined)).toBe(
      true,
    );
    expect([google.of(DEAD), google.held]).toEqual([[], 0]);
    expect(printed[0]).toContain('12 of 12 dead jobs');
    expect(printed[0]).toMatch(/2 {2}refused\n +10 {2}received-too-often/);
    expect(waited).toBe(1200);
  });

  test('goes through the region, which alone takes and gives what its topics hold', async () => {
    await understudy('redrive', CELL);
    const pubSub = google.commands.filter((command) => command.includes('pubsub'));
    expect(pubSub.length).toBeGreaterThan(12);
    for (const [program, endpoint, gcloud] of pubSub) {
      expect([program, gcloud]).toEqual(['env', 'gcloud']);
      expect(endpoint).toBe('CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=https://europe-west4-pubsub.googleapis.com/');
    }
  });

  test('figures that are late hide nothing', async () => {
    google.figures.set(`num_undelivered_messages ${DEAD}`, 0);
    await understudy('redrive', CELL, '--json');
    expect(JSON.parse(printed[0])).toMatchObject({ dead: 12, redriven: 12 });
  });

  test('takes none that died since it began, and gives them back', async () => {
    const run = google.run;
    google.run = async (command, input) => {
      if (command.includes('ack')) google.put(DEAD, letter(99), NOW + 500);
      return run(command, input);
    };
    await understudy('redrive', CELL, '--json');
    expect(JSON.parse(printed[0])).toMatchObject({ redriven: 12 });
    expect(google.of(DEAD).map(({ body }) => body)).toContain(letter(99));
    expect(google.of(JOBS)).toHaveLength(12);
  });

  test('a letter goes only once its job is in the queue', async () => {
    google.refused = (command) => command.includes('publish');
    await expect(understudy('redrive', CELL)).rejects.toThrow('not all is as it should be');
    expect([google.held, google.of(JOBS)]).toEqual([10, []]);
    expect(printed[0]).toContain('PERMISSION_DENIED');
    expect(google.commands.some((command) => command.includes('ack'))).toBe(false);
  });

  test('a dry run says how many and why, and gives back what it looked at', async () => {
    await understudy('redrive', CELL, '--dry-run');
    expect(printed[0]).toContain(`12 dead jobs of ${CELL}`);
    expect(printed[0]).toContain(`${jobOf(1)}  refused: x`);
    expect([google.of(DEAD).length, google.held, google.of(JOBS)]).toEqual([12, 0, []]);
  });

  test('what names no job stays, and is told', async () => {
    google.of(DEAD).splice(0, 12);
    google.put(DEAD, 'no job at all');
    google.put(DEAD, letter(1));
    await expect(understudy('redrive', CELL, '--json')).rejects.toThrow();
    expect(JSON.parse(printed[0])).toMatchObject({ redriven: 1, unreadable: 1 });
    expect(google.held).toBe(1);
  });
});
