import { join } from 'node:path';
import { Command } from 'commander';
import type { JobMessage } from '../../../lib/contract/job';
import { registerJobs } from '../../../lib/operations/jobs/command';
import type { Ran } from '../../../lib/operations/run-command';
import { FakeGoogle } from './fake-google';

const CONFIG = join(__dirname, '../../../serving.yaml');
const CELL = 'aws:eu-west-1';
const NOW = Date.parse('2026-01-01T00:00:00Z');
const jobOf = (digit: number) => `job_aws.eu-west-1_${digit.toString(16).padStart(32, '0')}` as const;

/** SQS and CloudWatch as AWS's command line speaks of them, for one fleet. */
class FakeAws {
  public readonly queues = new Map<string, string[]>();
  public readonly commands: string[][] = [];
  public refused: (command: readonly string[]) => boolean = () => false;
  private readonly hidden = new Map<string, { queue: string; body: string }>();

  public of(url: string): string[] {
    const queue = this.queues.get(url) ?? [];
    this.queues.set(url, queue);
    return queue;
  }

  public run = async (command: readonly string[]): Promise<Ran> => {
    this.commands.push([...command]);
    if (this.refused(command)) return { kind: 'refusal', code: 'AccessDenied', message: 'no' };
    return { kind: 'done', text: JSON.stringify(this.answer(command)) };
  };

  private answer(command: readonly string[]): unknown {
    const option = (name: string) => command[command.indexOf(name) + 1];
    const url = option('--queue-url');
    switch (command[2]) {
      case 'get-queue-attributes':
        return {
          Attributes: {
            ApproximateNumberOfMessages: String(this.of(url).length),
            ApproximateNumberOfMessagesNotVisible: '0',
            ApproximateNumberOfMessagesDelayed: '0',
          },
        };
      case 'get-metric-statistics':
        return { Datapoints: [{ Timestamp: '2026-01-01T00:00:00Z', Maximum: 42 }] };
      case 'receive-message': {
        const taken = this.of(url).slice(0, 10);
        if (option('--visibility-timeout') !== '0') this.of(url).splice(0, taken.length);
        const Messages = taken.map((Body, index) => {
          const ReceiptHandle = `${this.commands.length}-${index}`;
          this.hidden.set(ReceiptHandle, { queue: url, body: Body });
          return { Body, ReceiptHandle };
        });
        return Messages.length === 0 ? {} : { Messages };
      }
      case 'send-message-batch':
        for (const { MessageBody } of JSON.parse(option('--entries'))) this.of(url).push(MessageBody);
        return {};
      case 'delete-message-batch':
        for (const { ReceiptHandle } of JSON.parse(option('--entries'))) this.hidden.delete(ReceiptHandle);
        return {};
      default:
        throw new Error(`nobody answers ${command.join(' ')}`);
    }
  }

  /** Letters that were received and not removed. */
  public get held(): number {
    return this.hidden.size;
  }
}

const url = (name: string, region = 'eu-west-1') =>
  `https://sqs.${region}.amazonaws.com/111122223333/assistant-reference-${name}`;
const QUEUE = url('jobs');
const DEAD = url('jobs-dead-letters');

let aws: FakeAws;
let printed: string[];
let progress: string[];
let waited: number;
beforeEach(() => {
  aws = new FakeAws();
  printed = [];
  progress = [];
  waited = 0;
});

async function understudy(...args: string[]): Promise<void> {
  const program = new Command().exitOverride();
  const google = new FakeGoogle(() => NOW);
  const hand = {
    run: (command: readonly string[], input?: string) =>
      command[0] === 'aws' ? aws.run(command) : google.run(command, input),
    now: () => NOW,
    user: () => 'ana',
  };
  const wait = async (milliseconds: number) => {
    waited += milliseconds;
  };
  registerJobs(
    program,
    (text) => void printed.push(text),
    hand,
    (text) => void progress.push(text),
    wait,
  );
  await program.parseAsync(['node', 'understudy', 'jobs', ...args, '--config', CONFIG]);
}

const letter = (digit: number, reason?: string): string => JSON.stringify({ job: jobOf(digit), queuedAt: 1, reason });

describe('status', () => {
  test('says of every cell what waits, for how long, and that nobody is dead', async () => {
    aws.of(QUEUE).push('a', 'b');
    await understudy('status', '--json');
    const { cells } = JSON.parse(printed[0]);
    expect(cells.map(({ cell }: { cell: string }) => cell)).toEqual([
      'aws:eu-central-1',
      'aws:eu-west-1',
      'aws:eu-west-3',
      'google:europe-west4',
      'google:europe-west1',
    ]);
    expect(cells[1]).toEqual({
      ...{ cell: CELL, kind: 'known', waiting: 2, inHand: 0, deferred: 0, dead: 0, oldestSeconds: 42 },
    });
  });

  test('a dead job is a finding, and what to do about it is said', async () => {
    aws.of(DEAD).push(letter(1, 'deadline-passed: x'));
    await expect(understudy('status')).rejects.toThrow('not all is as it should be');
    expect(printed[0]).toMatch(/aws:eu-west-1 +0 +0 +0 +42 s +1\n {2}understudy jobs redrive aws:eu-west-1 --dry-run/);
  });

  test('a cell that does not say is unknown, and no zero', async () => {
    aws.refused = (command) => command.includes('eu-west-3');
    await expect(understudy('status', '--json')).rejects.toThrow();
    expect(JSON.parse(printed[0]).cells[2]).toEqual({
      cell: 'aws:eu-west-3',
      kind: 'unknown',
      why: 'AccessDenied: no',
    });
  });

  test('only reads', async () => {
    await understudy('status');
    expect([...new Set(aws.commands.map(([, , name]) => name))].sort()).toEqual([
      'get-metric-statistics',
      'get-queue-attributes',
    ]);
  });
});

describe('redrive', () => {
  beforeEach(() => {
    for (let digit = 1; digit <= 25; digit += 1) {
      aws.of(DEAD).push(letter(digit, digit % 2 === 0 ? 'attempts-exhausted: x' : undefined));
    }
  });

  test('has every job tried again, marked, and takes its letter away', async () => {
    await understudy('redrive', CELL);
    const sent = aws.of(QUEUE).map((body) => JSON.parse(body) as JobMessage);
    expect(sent.map(({ job }) => job)).toEqual(Array.from({ length: 25 }, (_, index) => jobOf(index + 1)));
    expect(sent.every(({ redriven, queuedAt, reason }) => redriven && queuedAt === NOW && reason === undefined)).toBe(
      true,
    );
    expect([aws.of(DEAD), aws.held]).toEqual([[], 0]);
    expect(progress).toEqual(['10 of 25', '20 of 25', '25 of 25']);
    expect(printed[0]).toContain('25 of 25 dead jobs');
    expect(printed[0]).toContain('13  received-too-often\n      12  attempts-exhausted');
  });

  test('keeps to its rate', async () => {
    await understudy('redrive', CELL, '--rate', '5');
    expect(waited).toBe(5000);
  });

  test('takes none that died since it began', async () => {
    const run = aws.run;
    aws.run = async (command) => {
      if (command[2] === 'send-message-batch') aws.of(DEAD).push(letter(99));
      return run(command);
    };
    await understudy('redrive', CELL, '--json');
    expect(JSON.parse(printed[0])).toMatchObject({ dead: 25, redriven: 25 });
    expect(aws.of(DEAD).length + aws.held).toBeGreaterThan(0);
  });

  test('a letter goes only once its job is in the queue', async () => {
    aws.refused = (command) => command[2] === 'send-message-batch';
    await expect(understudy('redrive', CELL)).rejects.toThrow('not all is as it should be');
    expect([aws.held, aws.of(QUEUE)]).toEqual([10, []]);
    expect(printed[0]).toContain('AccessDenied');
    expect(aws.commands.map(([, , name]) => name)).not.toContain('delete-message-batch');
  });

  test('a dry run says how many and why, and changes nothing', async () => {
    await understudy('redrive', CELL, '--dry-run');
    expect(printed[0]).toContain('25 dead jobs of aws:eu-west-1');
    expect(printed[0]).toContain(`${jobOf(1)}  received-too-often\n  ${jobOf(2)}  attempts-exhausted: x`);
    expect([aws.of(DEAD).length, aws.of(QUEUE)]).toEqual([25, []]);
  });

  test('what names no job stays, and is told', async () => {
    aws.of(DEAD).splice(0, 25, 'no job at all', letter(1));
    await expect(understudy('redrive', CELL, '--json')).rejects.toThrow();
    expect(JSON.parse(printed[0])).toMatchObject({ redriven: 1, unreadable: 1 });
    expect(aws.held).toBe(1);
  });

  test.each([
    ['eu-west-1', '10', 'did you mean aws:eu-west-1'],
    ['google:europe-west9', '10', 'unknown-cell'],
    ['europe-west4', '10', 'did you mean google:europe-west4'],
    [CELL, '0', 'malformed-rate'],
    [CELL, 'fast', 'malformed-rate'],
    [CELL, '1000', 'malformed-rate'],
  ])('%s at %s is refused before anything is asked', async (cell, rate, text) => {
    await expect(understudy('redrive', cell, '--rate', rate)).rejects.toThrow(text);
    expect(aws.commands).toEqual([]);
  });

  test('what is wrong with the cell and with the rate is told together', () =>
    expect(understudy('redrive', 'mars', '--rate', '0')).rejects.toThrow(/unknown-cell[\s\S]*malformed-rate/));
});
