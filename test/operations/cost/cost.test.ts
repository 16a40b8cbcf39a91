import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerCost } from '../../../lib/operations/cost/command';
import { estimateOf, fixedMonthly } from '../../../lib/operations/cost/estimate';
import { MACHINE_PRICES, PRICES, TOKEN_PRICES } from '../../../lib/operations/cost/prices';
import { perMillionRequests } from '../../../lib/operations/cost/traffic-cost';
import { EC2_MACHINES } from '../../../lib/topology/compute/machines';
import { loadServingFile } from '../../../lib/topology/load';

const root = join(__dirname, '../../..');
const example = join(root, 'examples/own-compute.yaml');
const reference = loadServingFile(join(root, 'serving.yaml'));
const own = loadServingFile(example);

const placeOf = (posture: string | undefined, place: string, topology = own) => {
  const found = estimateOf(topology).fixedMonthly.find((one) => one.posture === posture);
  return found!.places.find((one) => one.place === place)!;
};
const lineOf = (posture: string | undefined, place: string, what: RegExp, topology = own) =>
  placeOf(posture, place, topology).lines.find((line) => what.test(line.what));

test("every price names its source and its date, and is confirmed by a dated file of AWS's own list alone", () => {
  const all = [...Object.values(PRICES), ...Object.values(MACHINE_PRICES), ...Object.values(TOKEN_PRICES)];
  for (const { source, date, confirmed } of all) {
    expect(new URL(source).protocol).toBe('https:');
    expect(date).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
    const [, ...day] =
      /^https:\/\/pricing\.us-east-1\.amazonaws\.com\/offers\/v1\.0\/aws\/\w+\/(\d{4})(\d\d)(\d\d)\d{6}\/eu-west-1\/index\.json$/.exec(
        source,
      ) ?? [];
    expect(confirmed).toBe(day.length === 3);
    if (confirmed) expect(day.join('-')).toBe(date);
  }
  expect(all.filter(({ confirmed }) => confirmed).length).toBeGreaterThan(10);
  expect(Object.keys(MACHINE_PRICES).sort()).toEqual(Object.keys(EC2_MACHINES).sort());
});

test('a place costs what its lines do, and a posture what its places do', () => {
  for (const { usd, places } of estimateOf(own).fixedMonthly) {
    expect(usd).toBeCloseTo(
      places.reduce((sum, place) => sum + place.usd, 0),
      6,
    );
    for (const place of places) {
      expect(place.usd).toBeCloseTo(
        place.lines.reduce((sum, line) => sum + line.usd, 0),
        6,
      );
    }
  }
});

test('probes, checks, warm functions, certificates and golden prompts are counted in every cell', () => {
  for (const { id } of reference.awsCells) {
    // 1.6 probes a second of each of two checks and 0.2 of the switch's, in 730 hours.
    const probes = lineOf(undefined, id, /probes, through/, reference);
    expect(probes?.what).toMatch(/^their 8\.9 million/);
    expect(probes?.usd).toBeGreaterThan(8.9 * 3.7);
    expect(lineOf(undefined, id, /6 health checks/, reference)?.usd).toBeCloseTo(6 * 0.5 + 6, 6);
    expect(lineOf(undefined, id, /provisioned concurrency/, reference)?.usd).toBeCloseTo(5.475, 2);
    expect(lineOf(undefined, id, /certificate/, reference)?.usd).toBe(0);
    // 43,800 prompts of 60 and answers of 10 tokens, a tenth dearer than by the global profile.
    expect(lineOf(undefined, id, /golden prompt/, reference)?.usd).toBeCloseTo(
      (1.1 * (43.8 * 60 * 3 + 43.8 * 10 * 15)) / 1000,
      6,
    );
  }
});

test('a web ACL is counted where there is one, with the probes and the callers that it looks at', () => {
  const guarded = { ...reference, webAcl: true as const };
  const [{ id }] = reference.awsCells;
  // 1.6 probes a second of each of two checks and 0.2 of the switch's, in 730 hours.
  const millions = ((2 * 1.6 + 0.2) * 730 * 3600) / 1e6;
  expect(lineOf(undefined, id, /web ACL/, guarded)?.usd).toBeCloseTo(5 + 3 + 0.6 * millions, 6);
  expect(lineOf(undefined, id, /web ACL/, reference)).toBeUndefined();
  const looked = perMillionRequests(id, guarded).lines.filter(({ what }) => /web ACL/.test(what));
  expect(looked.map(({ usd }) => usd)).toEqual([0.6]);
});

test('what leaves for callers is counted by the size of answers', () => {
  const { outputTokens } = reference.demand!;
  const gigabytes = outputTokens * 0.2;
  const of = (id: string) =>
    perMillionRequests(id as never, reference).lines.find(({ what }) => what.startsWith(`${gigabytes} GB`))?.usd;
  expect(of('aws:eu-west-1')).toBeCloseTo(gigabytes * 0.09, 6);
  expect(of('google:europe-west4')).toBeCloseTo(gigabytes * 0.12, 6);
});

test('own compute is priced by what is warm: GPUs with what stands beside them, and nothing of it where there is none', () => {
  const gpus = lineOf('active-active', 'aws:eu-west-1', /g6\.xlarge kept warm/);
  const { warm } = own.compute!.services.find(({ cell }) => cell === 'aws:eu-west-1')!;
  expect(gpus?.usd).toBeCloseTo(warm * 730 * 1.006, 6);
  expect(lineOf('active-active', 'aws:eu-west-1', /interface endpoints/)?.what).toBe(
    '8 interface endpoints in 2 zones',
  );
  expect(lineOf('pilot-light', 'aws:eu-west-1', /kept warm$/)?.usd).toBe(0);
  const l4 = lineOf('warm-standby', 'google:europe-west4', /NVIDIA L4/);
  expect(l4?.usd).toBeCloseTo(2 * 730 * 3600 * (0.0002909 + 8 * 0.000018 + 32 * 0.000002), 4);
  expect(lineOf(undefined, 'aws:eu-west-1', /endpoints|GPU|g6/, reference)).toBeUndefined();
});

test('a posture that survives more costs more, and says what it survives', () => {
  const { fixedMonthly: postures } = estimateOf(own);
  expect(postures.map(({ posture }) => posture)).toEqual(['active-active', 'warm-standby', 'pilot-light']);
  const costs = postures.map(({ usd }) => usd);
  expect([...costs].sort((a, b) => b - a)).toEqual(costs);
  expect(postures.map(({ survives }) => survives.split(':')[0])).toEqual([
    'any one cell',
    'a zone',
    'nothing at these rungs',
  ]);
  expect(postures.map(({ declared }) => declared)).toEqual([true, false, false]);
  expect(fixedMonthly(own)).toEqual(postures[0]);
  expect(postures[2].uncovered.join()).toContain('nothing is warm');
});

test('active-active is not said to survive a cell that no other can stand for', () => {
  const lone = { ...own, compute: { ...own.compute!, services: own.compute!.services.slice(0, 1) } };
  const [active] = estimateOf(lone).fixedMonthly;
  expect(active.survives).toContain(`after the loss of ${lone.compute.services[0].cell}`);
});

test('without a demand, and of a model without a price, what grows is said to be unknown', () => {
  const { demand: _, ...undemanding } = reference;
  expect(estimateOf(undemanding).perMillionRequests[0].unknown.join()).toContain('no demand is declared');
  const ladder = reference.ladder.map((rung, index) =>
    index > 0 ? rung : { ...rung, on: { aws: { kind: 'bedrock', model: 'acme.large', profile: 'eu' } as const } },
  );
  const [first] = estimateOf({ ...reference, ladder }).perMillionRequests;
  expect(first.unknown).toEqual(['the tokens of acme.large, of which no price is in the table']);
  expect(first.lines.some(({ what }) => what.includes('tokens'))).toBe(false);
});

test('a million requests of the declared size cost their tokens, by the profile', () => {
  const [aws] = estimateOf(reference).perMillionRequests;
  expect(aws.lines[0].usd).toBeCloseTo(1.1 * (1500 * 3 + 300 * 15), 6);
  const google = estimateOf(reference).perMillionRequests.at(-1);
  expect(google?.lines[0].usd).toBeCloseTo(1500 * 1.25 + 300 * 10, 6);
});

describe('the command', () => {
  const printed = async (...args: string[]) => {
    const lines: string[] = [];
    const program = new Command('understudy').exitOverride().configureOutput({ writeErr: () => undefined });
    registerCost(program, (text) => lines.push(text));
    await program.parseAsync(['cost', ...args], { from: 'user' });
    return lines.join('\n');
  };

  test('names in JSON every price that it counts with', async () => {
    const { prices, fixedMonthly: postures, currency } = JSON.parse(await printed('--config', example, '--json'));
    expect(currency).toBe('USD');
    expect(prices['g6.xlarge']).toMatchObject({ usd: 0.8048, confirmed: false });
    expect(prices.cloudRunL4.date).toBe('2026-08');
    expect(Object.values(prices).every((price) => price !== undefined)).toBe(true);
    expect(postures).toHaveLength(3);
  });

  test.each([
    ['own compute', example],
    ['the reference fleet', join(root, 'serving.yaml')],
  ])('prints the very tables that the README shows of %s', async (_, file) => {
    const shown = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-');
    const readme = shown(readFileSync(join(root, 'README.md'), 'utf8'));
    const [fixed, traffic] = shown(await printed('--config', file, '--markdown')).split('\n\n');
    for (const table of [fixed, traffic]) expect(readme).toContain(table.split('\n').slice(2).join('\n'));
  });

  test.each(['--json', '--lines'])('takes no %s beside --markdown, which has none of it', (option) =>
    expect(printed('--config', example, '--markdown', option)).rejects.toThrow(/cannot be used with/),
  );

  test('prints every line on request', async () => {
    const text = await printed('--config', example, '--lines');
    expect(text).toMatch(/^ +[\d,.]+ {2}own: \d+ g6\.xlarge kept warm$/m);
    expect(text).toContain('assumed: own: the cells left are counted together');
  });
});

test('on Google workers of jobs cost while there are none, where a route takes jobs, and nothing elsewhere', () => {
  const workers = (topology: typeof own) =>
    lineOf(topology === own ? 'active-active' : undefined, 'google:europe-west4', /workers of jobs/, topology);
  // Two of a processor and a gigabyte, all of a month.
  expect(workers(reference)?.usd).toBeCloseTo(
    2 * 730 * 3600 * (PRICES.cloudRunVcpu.usd + PRICES.cloudRunGigabyte.usd),
    0,
  );
  expect(workers(reference)?.what).toMatch(/^2 workers/);
  expect(workers(own)).toBeUndefined();
});
