import { STATE_OBJECTS } from '../../../lib/contract/environment';
import { registerEvacuate } from '../../../lib/operations/evacuate';
import { carriesWithout } from '../../../lib/operations/fleet/carries';
import { registerRestore } from '../../../lib/operations/restore';
import { loadServingFile } from '../../../lib/topology/load';
import { Clouds, NOW, SERVING, typed } from './clouds';

const [DUBLIN, FRANKFURT, PARIS] = ['aws:eu-west-1', 'aws:eu-central-1', 'aws:eu-west-3'];
const GOOGLE = ['google:europe-west4', 'google:europe-west1'];
const WHY = ['--reason', 'models answer nonsense'];

const evacuate = (clouds: Clouds, line: string, ...more: string[]) =>
  typed(registerEvacuate, clouds, `evacuate ${line}`, ...more);
const restore = (clouds: Clouds, line: string, ...more: string[]) =>
  typed(registerRestore, clouds, `restore ${line}`, ...more);

test('an evacuation is one object in the bucket of the Region that holds the switch', async () => {
  const clouds = Clouds.well();
  const { status, printed } = await evacuate(clouds, DUBLIN, ...WHY);
  const order = clouds.url(FRANKFURT, 'switch/eu-west-1');
  expect(clouds.changes).toEqual([`cp ${order}`]);
  expect(JSON.parse(clouds.objects.get(order) ?? '')).toEqual({
    ...{ cells: [DUBLIN], by: 'ana', at: new Date(NOW).toISOString(), reason: 'models answer nonsense' },
  });
  expect(printed).toContain('restore aws:eu-west-1');
  expect(status).toBe(0);
});

test('Google is left as a whole, by an object in a Region of AWS', async () => {
  const clouds = Clouds.well();
  expect((await evacuate(clouds, 'google', ...WHY)).status).toBe(0);
  expect(clouds.changes).toEqual([`cp ${clouds.url(FRANKFURT, 'switch/google')}`]);
});

test('nothing of the Region that is left is asked', async () => {
  const clouds = Clouds.well();
  clouds.dark.push(clouds.url(DUBLIN, ''));
  expect(await evacuate(clouds, DUBLIN, '--json', ...WHY)).toMatchObject({ status: 0, json: { done: true } });
});

test.each<[what: string, line: string, more: string[], said: RegExp]>([
  ['a region of Google alone', GOOGLE[0], WHY, /^cell-not-evacuable(.|\n)*mend: +name google$/],
  ['a cell that there is not', 'aws:eu-west-2', WHY, /^unknown-cell(.|\n)*allowed: aws:eu-central-1, aws:eu-west-1/],
  ['a Region without its cloud', 'eu-west-1', WHY, /^unknown-cell(.|\n)*did you mean aws:eu-west-1\?/],
  ['no reason', DUBLIN, [], /^missing-reason/],
  ['an empty reason', DUBLIN, ['--reason', ' '], /^missing-reason/],
  ['a novel', DUBLIN, ['--reason', 'a'.repeat(501)], /^reason-too-long/],
])('%s is refused, and nothing is done', async (_, line, more, said) => {
  const clouds = Clouds.well();
  await expect(evacuate(clouds, line, ...more)).rejects.toThrow(said);
  expect(clouds.changes).toEqual([]);
});

test('both a wrong cell and a missing reason are told', async () => {
  await expect(evacuate(Clouds.well(), 'aws:mars')).rejects.toThrow(/unknown-cell(.|\n)*missing-reason/);
});

const others = [FRANKFURT, PARIS, ...GOOGLE];

test.each<[what: string, spoil: (clouds: Clouds, cell: string) => void]>([
  ['does not serve', (clouds, cell) => clouds.health(cell, { serving: 'bad' })],
  [
    'has not said anything for long',
    (clouds, cell) => clouds.health(cell, { at: new Date(NOW - 181_000).toISOString() }),
  ],
  ['never said anything', (clouds, cell) => clouds.objects.delete(clouds.url(cell, STATE_OBJECTS.health(cell)))],
  ['says something that is not its state', (clouds, cell) => clouds.health(cell, { cell: 'aws:us-east-1' })],
])('the last healthy cell is not left while each other one %s, unless it is forced', async (_, spoil) => {
  const clouds = Clouds.well();
  for (const cell of others) spoil(clouds, cell);
  const refused = await evacuate(clouds, DUBLIN, '--json', ...WHY);
  expect(refused.json).toMatchObject({ done: false, objections: [{ code: 'last-healthy-cell' }] });
  expect(refused.status).toBe(1);
  expect(clouds.changes).toEqual([]);

  const forced = await evacuate(clouds, DUBLIN, '--force', '--json', ...WHY);
  expect(forced).toMatchObject({ status: 0, json: { done: true } });
});

test('one other cell that serves is enough; an evacuated one is none', async () => {
  const clouds = Clouds.well();
  for (const cell of [PARIS, ...GOOGLE]) clouds.health(cell, { serving: 'bad' });
  expect((await evacuate(clouds, DUBLIN, '--dry-run', ...WHY)).status).toBe(0);
  // The switch of Frankfurt lies in Dublin.
  clouds.objects.set(clouds.url(DUBLIN, 'switch/eu-central-1'), '');
  expect((await evacuate(clouds, DUBLIN, '--dry-run', '--json', ...WHY)).json).toMatchObject({
    objections: [{ code: 'last-healthy-cell' }],
  });
  // No command is offered below a refusal as if it were to be done.
  const dry = await evacuate(clouds, DUBLIN, '--dry-run', ...WHY);
  expect(dry.printed).toMatch(/^refused {2}last-healthy-cell: .*\nwould do, if forced: printf /m);
  expect((await evacuate(clouds, DUBLIN, '--dry-run', '--force', ...WHY)).printed).toMatch(
    /^forced {3}last-healthy-cell: .*\nwould do printf /m,
  );
});

test('a dry run says the command, and does nothing', async () => {
  const clouds = Clouds.well();
  const { printed } = await evacuate(clouds, DUBLIN, '--dry-run', ...WHY);
  expect(printed).toMatch(
    /would do printf %s '\{.*\}' \| aws s3 cp - s3:\/\/\S+\/switch\/eu-west-1 --region eu-central-1/,
  );
  expect(clouds.changes).toEqual([]);
});

test('where the switch cannot be reached, that is said, with what to do by hand', async () => {
  const clouds = Clouds.well();
  clouds.dark.push(clouds.url(FRANKFURT, ''));
  const { status, printed } = await evacuate(clouds, DUBLIN, ...WHY);
  expect(printed).toMatch(/failed {3}nothing was evacuated: no answer within 20 s\nby hand {2}printf/);
  expect(status).toBe(1);
});

test('a restoration deletes the order, and says whose it was', async () => {
  const clouds = Clouds.well();
  await evacuate(clouds, DUBLIN, ...WHY);
  const { status, printed } = await restore(clouds, DUBLIN);
  expect(clouds.objects.has(clouds.url(FRANKFURT, 'switch/eu-west-1'))).toBe(false);
  expect(printed).toContain('was evacuated by ana at 2026-11-26T10:00:00.000Z: models answer nonsense');
  expect(status).toBe(0);
});

test.each([DUBLIN, 'google'])('to restore %s a second time is no failure', async (target) => {
  expect(await restore(Clouds.well(), target, '--json')).toMatchObject({
    status: 0,
    json: { done: true, before: { kind: 'none' } },
  });
});

test('who comes back before it serves is told', async () => {
  const clouds = Clouds.well();
  clouds.health(DUBLIN, { serving: 'bad', evidence: ['script: timeout'] });
  expect((await restore(clouds, DUBLIN)).printed).toContain('note     aws:eu-west-1 is bad: script: timeout');
});

test('a restoration whose holder is dark fails aloud, and a dry one does nothing', async () => {
  const clouds = Clouds.well();
  expect((await restore(clouds, DUBLIN, '--dry-run')).printed).toContain('would do aws s3api delete-object');
  expect(clouds.changes).toEqual([]);
  clouds.dark.push(clouds.url(FRANKFURT, ''));
  expect(await restore(clouds, DUBLIN)).toMatchObject({ status: 1, printed: expect.stringContaining('by hand') });
});

describe('what is left must carry the declared load', () => {
  const topology = loadServingFile(SERVING);
  const aws = topology.awsCells.map(({ id }) => id);
  const compute = {
    posture: 'active-active' as const,
    uncovered: [],
    services: aws.map((cell) => ({ rung: 'own', cell, warm: 2, most: 4, millisecondsPerRequest: 200 })),
  };

  test('two Regions whose instances carry it together', () => {
    expect(carriesWithout({ ...topology, compute }, [aws[0]])).toEqual({ kind: 'yes' });
  });

  test('one that does not alone', () => {
    expect(carriesWithout({ ...topology, compute }, aws.slice(0, 2))).toEqual({
      kind: 'no',
      lacking: ['what is warm of own carries 10.0 of 20 requests a second'],
    });
  });

  test('gateways whose reservations do not hold the peak', () => {
    const demand = { peakRequestsPerSecond: 100, inputTokens: 1500, outputTokens: 600 };
    const without = (lost: typeof aws) => carriesWithout({ ...topology, demand }, lost);
    expect(without([])).toEqual({ kind: 'yes' });
    expect(without(aws.slice(0, 2))).toMatchObject({
      kind: 'no',
      lacking: ['their gateways hold 889 requests at once, and the peak is 2000'],
    });
  });

  test('nobody knows without a demand', () => {
    expect(carriesWithout({ ...topology, demand: undefined }, [])).toMatchObject({ kind: 'unknown' });
  });

  test('nobody knows how far Google grows', () => {
    expect(carriesWithout(topology, aws)).toMatchObject({ kind: 'unknown' });
  });
});
