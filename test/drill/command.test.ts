import { join } from 'node:path';
import { commandLine } from '../../bin/command-line';
import { endingOf } from '../../bin/report';

/** Two servers, each with half of the answers; nothing in the template says what either carries. */
const ESTATE = `${join(__dirname, 'foreign', 'weighted.yaml')}@eu-west-1`;
const [FIRST, SECOND] = ['203.0.113.10', '198.51.100.20'];

async function drill(...args: readonly string[]): Promise<{ out: string; err: string; status: number }> {
  const printed: string[] = [];
  const program = commandLine((text) => printed.push(text));
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => {} });
  try {
    await program.parseAsync(['drill', ESTATE, '--runs', '3', ...args], { from: 'user' });
    return { out: printed.join('\n'), err: '', status: 0 };
  } catch (error) {
    const { text, status } = endingOf(error, false);
    return { out: printed.join('\n'), err: text, status };
  }
}

const LOSS = ['--fault', FIRST, '--rto', '10m'];
const json = async (...args: readonly string[]) => JSON.parse((await drill(...args, '--json')).out);

describe('the loss of one of two servers', () => {
  test('is survived, as far as anybody asks; that the load was not tried is said', async () => {
    const { out, status } = await drill(...LOSS);
    expect(status).toBe(0);
    expect(out).toMatch(/ok {5}typed/);
    expect(out).toMatch(/the load of what is lost: it is not tried, since nobody says how much comes \(--demand\)/);
  });

  test('is undecided, which is no pass, once somebody says what comes and nobody what is carried', async () => {
    const { out, status } = await drill(...LOSS, '--demand', '20');
    expect(status).toBe(1);
    expect(out).toMatch(/UNDECIDED typed/);
    expect(out).toMatch(/nobody knows whether 198\.51\.100\.20 carries 20 requests a second \(10 come to it while/);
    expect(out).toMatch(/No objective is missed, but some are undecided, which is no pass/);
  });

  test('is decided by what somebody says that the other carries', async () => {
    const enough = await drill(...LOSS, '--demand', '20', '--capacity', `${SECOND}=20`);
    expect([enough.status, enough.out]).toEqual([0, expect.stringMatching(/Every objective that was tried is met/)]);
    const short = await drill(...LOSS, '--demand', '20', '--capacity', `${SECOND}=15`);
    expect([short.status, short.out]).toEqual([1, expect.stringMatching(/MISSED typed/)]);
    expect(short.out).toMatch(/nobody carries 5\.0 requests a second at 198\.51\.100\.20/);
  });

  test('is told to programs with its verdict, what is lacking and what is in doubt', async () => {
    const undecided = await json(...LOSS, '--demand', '20');
    expect(undecided).toMatchObject({ requestsPerSecond: 20, verdict: 'undecided', meets: false });
    expect(undecided.scenarios[0].load).toEqual({
      ...{ verdict: 'undecided', lacking: [] },
      doubts: [{ name: SECOND, wanted: expect.closeTo(20, 6), least: expect.closeTo(10, 6) }],
    });
    const missed = await json(...LOSS, '--demand', '20', '--capacity', `${SECOND}=15`);
    expect(missed.scenarios[0]).toMatchObject({
      verdict: 'missed',
      meets: false,
      load: { verdict: 'missed', doubts: [] },
    });
    expect(missed.scenarios[0].load.lacking).toEqual([{ cell: SECOND, requestsPerSecond: expect.closeTo(5, 6) }]);
    expect(await json(...LOSS)).not.toHaveProperty('requestsPerSecond');
  });

  test('is judged so in what is swept too, single losses by name', async () => {
    const swept = ['--faults', '1', '--objective', 'any-component', '--rto', '10m', '--demand', '20'];
    const survivalOf = async (...more: readonly string[]) => (await json(...swept, ...more)).sweep.survival[0];
    const named = (losses: readonly { components: readonly string[] }[]) =>
      losses.flatMap(({ components }) => components);
    const undecided = await survivalOf();
    expect(undecided).toMatchObject({ verdict: 'undecided', meets: false, missed: [] });
    expect((await drill(...swept)).status).toBe(1);
    expect(named(undecided.undecided)).toEqual(expect.arrayContaining([FIRST, SECOND]));
    const told = await survivalOf('--capacity', `${FIRST}=20`, '--capacity', `${SECOND}=15`);
    expect(named(told.undecided)).not.toEqual(expect.arrayContaining([FIRST]));
    expect(named(told.missed)).toContain(FIRST);
    expect(named(told.missed)).not.toContain(SECOND);
  });
});

test('what carries too little while nothing fails is no basis for anything', async () => {
  const { out, status } = await drill(
    ...LOSS,
    '--demand',
    '20',
    '--capacity',
    `${FIRST}=5`,
    '--capacity',
    `${SECOND}=20`,
  );
  expect([status, out]).toEqual([1, expect.stringMatching(/nobody carries 5\.0 requests a second at 203\.0\.113\.10/)]);
});

test('a capacity of nothing, of no number or without a demand is refused, each with all else that is wrong', async () => {
  const unknown = await drill(...LOSS, '--demand', '20', '--capacity', '203.0.113.11=5', '--fault', 'nowhere');
  expect(unknown.status).toBe(2);
  expect(unknown.err).toMatch(/unknown-carrier: --capacity: (.|\n)*did you mean 203\.0\.113\.10\?/);
  expect(unknown.err).toMatch(/nowhere/);
  const malformed = await drill(...LOSS, '--capacity', 'frontier=lots', '--rto', 'soon');
  expect(malformed.status).toBe(2);
  for (const code of ['malformed-capacity', 'capacity-without-demand', 'not-a-duration'])
    expect(malformed.err).toMatch(code);
});
