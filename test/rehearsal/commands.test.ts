import { PassThrough } from 'node:stream';
import type { ScenarioEvent } from '../../lib/drill/scenario/scenario';
import { type CommandsOptions, listenForCommands } from '../../lib/rehearsal/commands';

const ground = {
  cells: ['aws:eu-west-1', 'aws:eu-west-3'],
  switches: [{ cells: ['aws:eu-west-1'] }],
  rungs: [{ name: 'frontier', cells: ['aws:eu-west-1', 'aws:eu-west-3'] }],
};

/** Types lines, each when the clock is a second further, and gives what was said and done. */
async function typing(...lines: string[]) {
  const printed: string[] = [];
  const applied: string[] = [];
  const dead = new Set<string>();
  let now = 0;
  const rehearsal = {
    time: { now: () => now },
    fleet: {
      cells: ground.cells.map((cell) => ({
        plan: { cell },
        get alive() {
          return !dead.has(cell);
        },
      })),
    },
    apply: async (events: readonly ScenarioEvent[]) => {
      for (const { change, target } of events) {
        applied.push(`${change} ${[target.cell, target.rung].filter(Boolean).join('/')}`);
        if (target.cell !== undefined && change === 'kill') dead.add(target.cell);
        if (target.cell !== undefined && change === 'restore') dead.delete(target.cell);
      }
    },
  } as unknown as CommandsOptions['rehearsal'];
  const input = new PassThrough();
  const quit = jest.fn();
  const listening = listenForCommands({
    input,
    rehearsal,
    ground,
    typed: {},
    print: (line) => printed.push(line),
    quit,
  });
  for (const line of lines) {
    now += 1;
    input.write(`${line}\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  listening.close();
  return { printed: printed.join('\n'), applied, quit };
}

test('kills, restores and faults happen as they are typed', async () => {
  const { printed, applied } = await typing(
    'kill aws:eu-west-1',
    'restore aws:eu-west-1',
    'fault aws:eu-west-3/frontier=throttle',
  );
  expect(printed).toBe('');
  expect(applied).toEqual(['kill aws:eu-west-1', 'restore aws:eu-west-1', 'throttle aws:eu-west-3/frontier']);
});

test('people leave a cell and have a rung passed over, and take both back', async () => {
  const { printed, applied } = await typing(
    'evacuate aws:eu-west-1',
    'disable frontier',
    'restore aws:eu-west-1',
    'restore frontier',
  );
  expect(printed).toBe('');
  expect(applied).toEqual(['evacuate aws:eu-west-1', 'disable frontier', 'restore aws:eu-west-1', 'restore frontier']);
});

test('a cell without a switch is not left', async () => {
  const { printed, applied } = await typing('evacuate aws:eu-west-3');
  expect(printed).toContain('cell-not-evacuable: evacuate:');
  expect(applied).toEqual([]);
});

test('a cloud is all of its cells', async () => {
  expect((await typing('kill aws')).applied).toEqual(['kill aws:eu-west-1', 'kill aws:eu-west-3']);
});

test('what is down is not killed once more, and can still be restored', async () => {
  const { printed, applied } = await typing('kill aws', 'kill aws:eu-west-1', 'restore aws:eu-west-1');
  expect(printed).toBe('aws:eu-west-1 is down already');
  expect(applied).toEqual(['kill aws:eu-west-1', 'kill aws:eu-west-3', 'restore aws:eu-west-1']);
});

test.each(['help', 'kill', 'kil aws:eu-west-1', 'kill aws:eu-west-1 now'])(
  '%s is answered with what may be typed',
  async (line) => {
    const { printed, applied } = await typing(line);
    expect(printed).toContain('aws, aws:eu-west-1, aws:eu-west-3');
    expect(printed).toContain('frontier');
    expect(printed).toContain('kill, throttle, garbage');
    expect(applied).toEqual([]);
  },
);

test('an unknown cell is named as it was typed, not as an option', async () => {
  const { printed } = await typing('kill aws:mars-1');
  expect(printed).toContain('unknown-cell: kill:');
  expect(printed).not.toContain('--kill');
});

test('quit ends it, and an empty line is nothing', async () => {
  const { quit, printed } = await typing('', 'quit');
  expect(quit).toHaveBeenCalledTimes(1);
  expect(printed).toBe('');
});
