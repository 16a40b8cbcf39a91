import { Command } from 'commander';
import { Reported } from '../../../lib/command/reported';
import { STATE_OBJECTS } from '../../../lib/contract/environment';
import type { Run } from '../../../lib/operations/run-command';
import { registerStatus } from '../../../lib/operations/status';
import { Clouds, NOW, SERVING } from './clouds';

const DUBLIN = 'aws:eu-west-1';

interface Watched {
  readonly clouds: Clouds;
  /** What CloudWatch has in alarm, by minutes. */
  readonly alarms?: (minute: number) => readonly string[] | undefined;
  readonly each?: (minute: number) => void;
}

/** `status --for` with a clock that stands still but for its pauses; probers go on writing. */
async function watched({ clouds, alarms = () => [], each = () => {} }: Watched, ...args: string[]) {
  let now = NOW;
  const minute = () => Math.round((now - NOW) / 60_000);
  const asked: string[][] = [];
  const run: Run = async (command, input) => {
    if (!command.includes('describe-alarms')) return clouds.run(command, input);
    asked.push([...command]);
    const names = alarms(minute());
    return names === undefined ? { kind: 'silence', why: 'no answer' } : { kind: 'done', text: JSON.stringify(names) };
  };
  const printed: string[] = [];
  const told: number[] = [];
  const program = new Command().exitOverride();
  const hand = { run, now: () => now, user: () => 'ana' };
  registerStatus(program, (text) => printed.push(text), hand, {
    wait: async (milliseconds) => {
      now += milliseconds;
      for (const [url, text] of clouds.objects) {
        if (!url.endsWith('.json')) continue;
        clouds.objects.set(url, JSON.stringify({ ...JSON.parse(text), at: new Date(now).toISOString() }));
      }
      each(minute());
    },
    progress: (_look, left) => told.push(left),
  });
  let status = 0;
  await program.parseAsync(['status', ...args, '--config', SERVING], { from: 'user' }).catch((error) => {
    if (!(error instanceof Reported)) throw error;
    status = 1;
  });
  return { status, printed: printed.join('\n'), minutes: minute(), told, asked };
}

test('looks each minute for so long, at the cell that bears the release and at its alarms, and lets go on', async () => {
  const { status, printed, minutes, told, asked } = await watched(
    { clouds: Clouds.well() },
    '--cell',
    DUBLIN,
    '--for',
    '5m',
  );
  expect([status, minutes, told]).toEqual([0, 5, [300, 240, 180, 120, 60]]);
  expect(printed).toContain('ok        6 looks in 5m');
  expect(printed).not.toContain('eu-central-1');
  expect(asked).toHaveLength(6);
  expect(asked[0]!.join(' ')).toContain('--alarm-name-prefix Assistant-reference-eu-west-1-');
});

test.each<[string, (clouds: Clouds) => Omit<Watched, 'clouds'>, string]>([
  [
    'an alarm',
    () => ({ alarms: (minute) => (minute < 3 ? [] : ['Assistant-reference-eu-west-1-Burn']) }),
    'alarm     aws:eu-west-1: Assistant-reference-eu-west-1-Burn',
  ],
  [
    'a cell that is bad',
    (clouds) => ({
      each: (minute) =>
        minute === 3 && clouds.health(DUBLIN, { serving: 'bad', at: new Date(NOW + 180_000).toISOString() }),
    }),
    'serving bad',
  ],
  [
    'an order of people',
    (clouds) => ({
      each: (minute) =>
        minute === 3 && clouds.objects.set(clouds.url(DUBLIN, STATE_OBJECTS.disabledRung('frontier')), ''),
    }),
    'frontier disabled by hand',
  ],
])('ends at the first harm: %s', async (_case, spoil, said) => {
  const clouds = Clouds.well();
  const { status, printed, minutes } = await watched({ clouds, ...spoil(clouds) }, '--cell', DUBLIN, '--for', '1h');
  expect([status, minutes]).toEqual([1, 3]);
  expect(printed).toContain(said);
  expect(printed).toContain('stop      do not go on');
});

test.each<[string, boolean, 0 | 1]>([
  ['is waited out', true, 0],
  ['does not pass at the end', false, 1],
])('what is unknown %s', async (_case, mended, expected) => {
  const clouds = Clouds.well();
  clouds.dark.push(clouds.url(DUBLIN, ''));
  const each = (minute: number) => {
    if (mended && minute === 2) clouds.dark.length = 0;
  };
  const { status, minutes } = await watched({ clouds, each }, '--cell', DUBLIN, '--for', '4m');
  expect([status, minutes]).toEqual([expected, 4]);
});

test('alarms that cannot be asked for do not pass', async () => {
  const { status, printed } = await watched({ clouds: Clouds.well(), alarms: () => undefined }, '--for', '1m');
  expect(status).toBe(1);
  expect(printed).toContain('alarms?   aws:eu-central-1, aws:eu-west-1, aws:eu-west-3: no answer');
});

test.each([
  [['--for', 'soon'], /malformed-duration/],
  [['--for', '30s'], /malformed-duration/],
  [['--for', '25h'], /malformed-duration/],
  [['--cell', 'aws:eu-west-9', '--for', 'soon'], /unknown-cell(.|\n)*malformed-duration/],
  [['--cell', 'aws:eu-west-11'], /did you mean aws:eu-west-1\?/],
])('%j is refused', async (args, said) => {
  await expect(watched({ clouds: Clouds.well() }, ...args)).rejects.toThrow(said);
});
