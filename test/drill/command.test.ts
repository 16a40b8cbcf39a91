import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../bin/command-line';
import { endingOf } from '../../bin/report';

/** Two servers, each with half of the answers; nothing in the template says what either carries. */
const ESTATE = `${join(__dirname, 'foreign', 'weighted.yaml')}@eu-west-1`;
const [FIRST, SECOND] = ['203.0.113.10', '198.51.100.20'];

const drill = (...args: readonly string[]) => drillOf([ESTATE], ...args);

async function drillOf(paths: readonly string[], ...args: readonly string[]) {
  const printed: string[] = [];
  const program = commandLine((text) => printed.push(text));
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => {} });
  try {
    await program.parseAsync(['drill', ...paths, '--runs', '3', ...args], { from: 'user' });
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

describe('values that are handed in', () => {
  let folder: string;
  let [kept, fixed]: string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
    [kept, fixed] = ['kept.yaml', 'fixed.yaml'].map((name) => `${join(folder, name)}@eu-west-1`);
    const text = readFileSync(join(__dirname, 'foreign', 'weighted.yaml'), 'utf8');
    const declared = 'Parameters: { Kept: { Type: Number, Default: 300 } }\nResources:';
    writeFileSync(
      join(folder, 'kept.yaml'),
      text.replace('Resources:', declared).replaceAll('TTL: "300"', 'TTL: !Ref Kept'),
    );
    writeFileSync(join(folder, 'fixed.yaml'), text);
    writeFileSync(join(folder, 'live.json'), JSON.stringify({ Parameters: { Kept: '30' } }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const asked = ['--fault', FIRST, '--rto', '4m'];

  test('decide whether an objective is met, typed or from a file', async () => {
    expect((await drillOf([kept], ...asked)).status).toBe(1);
    expect((await drillOf([kept], ...asked, '--parameters', 'Kept=30')).status).toBe(0);
    expect((await drillOf([kept], ...asked, '--parameters', join(folder, 'live.json'))).status).toBe(0);
    expect((await drillOf([kept], ...asked, '--parameters', 'Kept=300')).status).toBe(1);
  });

  test('are refused with all else that is wrong where nothing declares them or takes them', async () => {
    const { err, status } = await drillOf([kept], ...asked, '--parameters', 'Kep=30', '--parameters', 'Kept=soon');
    expect(status).toBe(2);
    for (const code of ['unknown-parameter', 'parameter-not-allowed', '2 problems']) expect(err).toMatch(code);
  });

  test('are taken by that of two estates which declares them, and refused where neither does', async () => {
    const both = [...asked, '--compare', fixed, '--parameters'];
    const { out, status } = await drillOf([kept], ...both, 'Kept=30');
    expect([status, out]).toEqual([0, expect.stringMatching(/0 outages are worse, 1 better/)]);
    const back = await drillOf([fixed], ...asked, '--compare', kept, '--parameters', 'Kept=30');
    expect(back.out).toMatch(/1 outage is worse, 0 better/);
    for (const wrong of ['Kep=30', 'kept:Kep=30', 'keep:Kept=30']) {
      const { err, status: refused } = await drillOf([kept], ...both, wrong);
      expect([refused, err]).toEqual([2, expect.stringMatching(/unknown-(parameter|stack)(.|\n)*\n1 problem$/)]);
    }
    expect((await drillOf([kept], ...both, 'Kept=soon')).err).toMatch(/parameter-not-allowed(.|\n)*\n1 problem$/);
  });
});

describe('what changed, under a demand', () => {
  let folder: string;
  let [three, two]: string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
    [three, two] = ['three.yaml', 'two.yaml'].map((name) => `${join(folder, name)}@eu-west-1`);
    const text = readFileSync(join(__dirname, 'foreign', 'weighted.yaml'), 'utf8');
    const at = (address: string) => text.replaceAll(SECOND, address);
    const check = at('192.0.2.30').match(/ {2}SecondCheck:(.|\n)*?(?= {2}Records:)/)?.[0] ?? '';
    const record = at('192.0.2.30').match(
      / {8}- Name: www\.example\.com\.\n {10}Type: A\n {10}SetIdentifier: second(.|\n)*$/,
    );
    const third = (part: string) => part.replaceAll('SecondCheck', 'ThirdCheck').replace('second', 'third');
    writeFileSync(
      join(folder, 'three.yaml'),
      `${text.replace('  Records:', `${third(check)}  Records:`)}${third(record?.[0] ?? '')}`,
    );
    writeFileSync(join(folder, 'two.yaml'), text.replaceAll('TTL: "300"', 'TTL: "30"'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const compared = (...args: readonly string[]) =>
    drillOf([two], ...LOSS, '--compare', three, '--demand', '20', ...args);
  const carrying = (rate: number) => [FIRST, SECOND, '192.0.2.30'].flatMap((one) => ['--capacity', `${one}=${rate}`]);

  test('is worse where fewer fail and those that are left would fall over', async () => {
    const { changed } = JSON.parse((await compared('--json', ...carrying(15))).out);
    expect(changed).toMatchObject({ worse: 1, better: 0, undecided: 0 });
    const [{ before, after, change }] = changed.scenarios;
    expect(change).toBe('worse');
    expect(after.failed).toBeLessThan(before.failed);
    expect([before.load, after.load]).toEqual([
      { verdict: 'met', lackingRequestsPerSecond: 0 },
      { verdict: 'missed', lackingRequestsPerSecond: 5 },
    ]);
    const report = join(folder, 'report.html');
    const { out } = await compared('--report', report, ...carrying(15));
    expect(out).toMatch(/ worse .*; the load is carried before, nobody carries 5\.0 requests a second now/);
    expect(readFileSync(report, 'utf8')).toMatch(
      /✗ worse(.|\n)*the load is carried(.|\n)*nobody carries 5\.0 requests/,
    );
  });

  test('is better where those that are left carry it', async () => {
    expect((await compared(...carrying(20))).out).toMatch(/0 outages are worse, 1 better\n/);
  });

  test('a capacity of what neither has is refused', async () => {
    const { err, status } = await compared('--capacity', '192.0.2.31=5');
    expect([status, err]).toEqual([2, expect.stringMatching(/unknown-carrier/)]);
  });

  test('is undecided where nobody knows what is carried', async () => {
    const { out, status } = await compared();
    expect(status).toBe(1);
    expect(out).toMatch(/0 outages are worse, 0 better, 1 undecided/);
    expect(out).toMatch(/ undecided .*; whether the load is carried is undecided, before and now/);
  });
});
