import { STATE_OBJECTS } from '../../../lib/contract/environment';
import { registerRung } from '../../../lib/operations/rung';
import { registerStatus } from '../../../lib/operations/status';
import { Clouds, NOW, typed } from './clouds';

const CELLS = ['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4', 'google:europe-west1'];
const [, DUBLIN] = CELLS;
const WHY = ['--reason', 'nonsense'];
const KEY = STATE_OBJECTS.disabledRung('frontier');

const rung = (clouds: Clouds, line: string, ...more: string[]) => typed(registerRung, clouds, `rung ${line}`, ...more);
const status = (clouds: Clouds, ...more: string[]) => typed(registerStatus, clouds, 'status', ...more);

test('a rung is disabled in every cell of both clouds, each by an object in its own bucket', async () => {
  const clouds = Clouds.well();
  expect((await rung(clouds, 'disable frontier', ...WHY)).status).toBe(0);
  expect(clouds.changes.sort()).toEqual(CELLS.map((cell) => `cp ${clouds.url(cell, KEY)}`).sort());
  expect(JSON.parse(clouds.objects.get(clouds.url(DUBLIN, KEY)) ?? '')).toEqual({
    ...{ by: 'ana', at: new Date(NOW).toISOString(), reason: 'nonsense' },
  });

  expect((await rung(clouds, 'enable frontier')).status).toBe(0);
  expect([...clouds.objects.keys()].filter((url) => url.endsWith('.disabled'))).toEqual([]);
});

test('or in the cells that are named', async () => {
  const clouds = Clouds.well();
  await rung(clouds, 'disable frontier', '--cell', DUBLIN, ...WHY);
  expect(clouds.changes).toEqual([`cp ${clouds.url(DUBLIN, KEY)}`]);
});

test.each<[what: string, line: string, more: string[], said: RegExp]>([
  ['a rung that there is not', 'disable fronteer', WHY, /^unknown-rung(.|\n)*did you mean frontier\?/],
  ['a cell that there is not', 'disable frontier', ['--cell', 'aws:eu-west-9', ...WHY], /^unknown-cell/],
  ['no reason', 'disable frontier', [], /^missing-reason/],
])('%s is refused', async (_, line, more, said) => {
  const clouds = Clouds.well();
  await expect(rung(clouds, line, ...more)).rejects.toThrow(said);
  expect(clouds.changes).toEqual([]);
});

test('the last rung that answers a route is not disabled, unless it is forced', async () => {
  const clouds = Clouds.well();
  await rung(clouds, 'disable frontier', '--cell', DUBLIN, ...WHY);
  clouds.changes.length = 0;
  // `extract` has a floor of 2: only these two may answer it.
  const refused = await rung(clouds, 'disable open-weights', '--cell', DUBLIN, '--json', ...WHY);
  expect(refused).toMatchObject({ status: 1, json: { lost: [{ cell: DUBLIN, routes: ['extract'] }] } });
  expect(clouds.changes).toEqual([]);
  expect((await rung(clouds, 'disable open-weights', '--cell', DUBLIN, '--force', ...WHY)).status).toBe(0);
});

test('what is half done is said, cell by cell, and the same command does the rest', async () => {
  const clouds = Clouds.well();
  clouds.dark.push(clouds.url(DUBLIN, ''));
  const half = await rung(clouds, 'disable frontier', ...WHY);
  expect(half.status).toBe(1);
  expect(half.printed).toContain('failed aws:eu-west-1: no answer within 20 s');
  expect(half.printed).toContain('half done: 4 of 5 cells');
  clouds.dark.length = 0;
  expect((await rung(clouds, 'disable frontier', ...WHY)).status).toBe(0);
});

test('the status of a fleet that is well', async () => {
  const { status: ended, json } = await status(Clouds.well(), '--json');
  expect(ended).toBe(0);
  expect(json.cells.map(({ cell }: { cell: string }) => cell)).toEqual(CELLS);
});

test.each<[what: string, spoil: (clouds: Clouds) => void, said: string]>([
  ['an evacuation by hand', (c) => c.objects.set(c.url(CELLS[0], 'switch/eu-west-1'), ''), 'evacuated by hand'],
  ['an evacuation of Google', (c) => c.objects.set(c.url(CELLS[0], 'switch/google'), '{"by":"bo"}'), 'evacuated by bo'],
  ['a disabled rung', (c) => c.objects.set(c.url(DUBLIN, KEY), '{"reason":"nonsense"}'), 'frontier disabled nonsense'],
  [
    'a cell that does not serve',
    (c) => c.health(DUBLIN, { serving: 'bad', evidence: ['script: slow'] }),
    'script: slow',
  ],
  ['a cell of which nobody knows', (c) => c.dark.push(c.url(DUBLIN, '')), 'serving unknown'],
])('%s is seen, and ends with 1', async (_, spoil, said) => {
  const clouds = Clouds.well();
  spoil(clouds);
  const { status: ended, printed } = await status(clouds);
  expect(printed).toContain(said);
  expect(ended).toBe(1);
});

test('a lower tier alone is no failure', async () => {
  const clouds = Clouds.well();
  clouds.health(DUBLIN, { preferred: 'bad', servingTier: 2, evidence: ['frontier: timeout'] });
  const { status: ended, printed } = await status(clouds);
  expect(printed).toContain('serving good, preferred bad, tier 2\n  frontier: timeout');
  expect(ended).toBe(0);
});

test('a cause is told once, with the cells that it hides', async () => {
  const clouds = Clouds.well();
  clouds.dark.push('s3://', 'gs://');
  const { status: ended, printed } = await status(clouds);
  expect(ended).toBe(1);
  expect(printed.split('no answer within 20 s')).toHaveLength(2);
  expect(printed).toContain(`not read  ${CELLS.join(', ')}: no answer within 20 s`);
  expect(printed).toContain('serving unknown, preferred unknown\n  evacuated? unknown\n  disabled? unknown: frontier');
});

test('what keeps a rung from being judged is said before it is disabled', async () => {
  const clouds = Clouds.well();
  clouds.dark.push(clouds.url(DUBLIN, ''));
  const dry = await rung(clouds, 'disable frontier', '--dry-run', ...WHY);
  expect(dry.printed).toContain(`note     what else is disabled is unknown in ${DUBLIN}: no answer within 20 s`);
  expect(dry.status).toBe(0);
  expect(clouds.changes).toEqual([]);
});
