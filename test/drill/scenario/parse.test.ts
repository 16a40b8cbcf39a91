import { parseScenario, type ScenarioTexts } from '../../../lib/drill/scenario/parse';
import type { Ground } from '../../../lib/drill/scenario/scenario';

const GROUND: Ground = {
  cells: ['aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4', 'google:europe-west1'],
  switches: [{ cells: ['aws:eu-west-1'] }, { cells: ['google:europe-west4', 'google:europe-west1'] }],
  rungs: [
    { name: 'frontier', cells: ['aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4'] },
    { name: 'open-weights', cells: ['aws:eu-west-1'] },
  ],
};

const dublin = { cell: 'aws:eu-west-1' };

test.each<[string, ScenarioTexts, unknown[]]>([
  ['a kill', { kill: ['aws:eu-west-1@10s'] }, [{ atSeconds: 10, target: dublin, change: 'kill' }]],
  [
    'a kill with its end',
    { kill: ['aws:eu-west-1@1m-90s'] },
    [
      { atSeconds: 60, target: dublin, change: 'kill' },
      { atSeconds: 90, target: dublin, change: 'restore' },
    ],
  ],
  [
    'a kill and a restore, in the order of their times',
    { restore: ['aws:eu-west-1@60s'], kill: ['aws:eu-west-3@70s', 'aws:eu-west-1@10s'] },
    [
      { atSeconds: 10, target: dublin, change: 'kill' },
      { atSeconds: 60, target: dublin, change: 'restore' },
      { atSeconds: 70, target: { cell: 'aws:eu-west-3' }, change: 'kill' },
    ],
  ],
  [
    'a fault of a cell',
    { fault: ['aws:eu-west-1=throttle@10s'] },
    [{ atSeconds: 10, target: dublin, change: 'throttle' }],
  ],
  [
    'a fault of a rung everywhere',
    { fault: ['frontier=garbage@500ms'] },
    [{ atSeconds: 0.5, target: { rung: 'frontier' }, change: 'garbage' }],
  ],
  [
    'a fault of a rung in one cell, with its end',
    { fault: ['google:europe-west4/frontier=kill@10s-2m'] },
    [
      { atSeconds: 10, target: { cell: 'google:europe-west4', rung: 'frontier' }, change: 'kill' },
      { atSeconds: 120, target: { cell: 'google:europe-west4', rung: 'frontier' }, change: 'restore' },
    ],
  ],
  [
    'a restore of a fault',
    { fault: ['frontier=kill@1s'], restore: ['frontier@2s'] },
    [
      { atSeconds: 1, target: { rung: 'frontier' }, change: 'kill' },
      { atSeconds: 2, target: { rung: 'frontier' }, change: 'restore' },
    ],
  ],
  [
    'a whole cloud, as each of its cells',
    { kill: ['aws@10s-60s'] },
    [
      { atSeconds: 10, target: { ...dublin, cloud: 'aws' }, change: 'kill' },
      { atSeconds: 10, target: { cell: 'aws:eu-west-3', cloud: 'aws' }, change: 'kill' },
      { atSeconds: 60, target: { ...dublin, cloud: 'aws' }, change: 'restore' },
      { atSeconds: 60, target: { cell: 'aws:eu-west-3', cloud: 'aws' }, change: 'restore' },
    ],
  ],
  [
    'a whole cloud, and one of its cells restored',
    { kill: ['aws@10s'], restore: ['aws:eu-west-3@20s'] },
    [
      { atSeconds: 10, target: { ...dublin, cloud: 'aws' }, change: 'kill' },
      { atSeconds: 10, target: { cell: 'aws:eu-west-3', cloud: 'aws' }, change: 'kill' },
      { atSeconds: 20, target: { cell: 'aws:eu-west-3' }, change: 'restore' },
    ],
  ],
  [
    'a rung of a cloud, in those of its cells that have it',
    { fault: ['aws/open-weights=throttle@1s', 'google/frontier=garbage@2s'] },
    [
      { atSeconds: 1, target: { ...dublin, rung: 'open-weights' }, change: 'throttle' },
      { atSeconds: 2, target: { cell: 'google:europe-west4', rung: 'frontier' }, change: 'garbage' },
    ],
  ],
  [
    'an evacuation with its end',
    { evacuate: ['aws:eu-west-1@10s-60s'] },
    [
      { atSeconds: 10, target: dublin, change: 'evacuate' },
      { atSeconds: 60, target: dublin, change: 'restore' },
    ],
  ],
  [
    'an evacuation of a cloud whose cells are left together',
    { evacuate: ['google@10s'] },
    ['europe-west4', 'europe-west1'].map((region) => {
      return { atSeconds: 10, target: { cell: `google:${region}`, cloud: 'google' }, change: 'evacuate' };
    }),
  ],
  [
    'a rung disabled in one cell, and enabled',
    { disable: ['aws:eu-west-1/frontier@1s'], restore: ['aws:eu-west-1/frontier@2s'] },
    [
      { atSeconds: 1, target: { ...dublin, rung: 'frontier' }, change: 'disable' },
      { atSeconds: 2, target: { ...dublin, rung: 'frontier' }, change: 'restore' },
    ],
  ],
  ['nothing', {}, []],
])('reads %s', (_, texts, events) => {
  expect(parseScenario(texts, GROUND)).toEqual({ events, problems: [] });
});

test.each<[ScenarioTexts, string, string, string]>([
  [{ kill: ['aws:eu-wst-1@10s'] }, 'unknown-cell', 'aws:eu-wst-1', 'did you mean aws:eu-west-1?'],
  [{ kill: ['aws:eu-west@10s'] }, 'unknown-cell', 'aws:eu-west', 'did you mean aws:eu-west-1?'],
  [{ kill: ['azure:westeurope@10s'] }, 'unknown-cell', 'azure:westeurope', 'name one of the allowed cells'],
  [{ kill: ['azure:westeurope/frontier@10s'] }, 'unknown-cell', 'azure:westeurope', 'name one of the allowed cells'],
  [{ fault: ['frontir=kill@10s'] }, 'unknown-rung', 'frontir', 'did you mean frontier?'],
  [{ fault: ['script=kill@10s'] }, 'unknown-rung', 'script', 'name one of the allowed rungs'],
  [{ fault: ['frontier=throtle@10s'] }, 'unknown-fault', 'throtle', 'did you mean throttle?'],
  [{ fault: ['frontier=restore@10s'] }, 'unknown-fault', 'restore', 'name one of the allowed faults'],
  [{ fault: ['google/open-weights=kill@10s'] }, 'rung-not-in-cell', 'google/open-weights', 'name a cell'],
  [{ kill: ['google@5s'], restore: ['aws/open-weights@10s'] }, 'nothing-to-restore', 'aws/open-weights@10s', 'after'],
  [{ fault: ['aws:eu-west-3/open-weights=kill@10s'] }, 'rung-not-in-cell', 'aws:eu-west-3/open-weights', 'name a cell'],
  [{ evacuate: ['aws:eu-west-3@1s'] }, 'cell-not-evacuable', 'aws:eu-west-3', 'name a cell with a switch'],
  [{ evacuate: ['google:europe-west4@1s'] }, 'cell-not-evacuable', 'google:europe-west4', 'leave google as a whole'],
  [{ evacuate: ['aws@1s'] }, 'cell-not-evacuable', 'aws', 'name a cell with a switch'],
  [{ evacuate: ['frontier@1s'] }, 'cell-not-evacuable', 'frontier', 'name a cell with a switch'],
  [{ disable: ['aws:eu-west-1@1s'] }, 'rung-needed', 'aws:eu-west-1', 'or evacuate the cell'],
  [{ fault: ['aws:eu-west-1/frontier=stale@1s'] }, 'cell-needed', 'aws:eu-west-1/frontier', 'name a cell'],
  [{ kill: ['aws:eu-west-1@ten'] }, 'malformed-time', 'ten', 'with its unit'],
  [{ kill: ['aws:eu-west-1@10x'] }, 'malformed-time', '10x', 'with its unit'],
  [{ kill: ['aws:eu-west-1'] }, 'malformed-event', 'aws:eu-west-1', 'write it like'],
  [{ kill: ['@10s'] }, 'malformed-event', '@10s', 'write it like'],
  [{ kill: [''] }, 'malformed-event', '', 'write it like'],
  [{ fault: ['frontier@10s'] }, 'malformed-event', 'frontier@10s', 'write it like'],
  [{ restore: ['aws:eu-west-1@10s-20s'] }, 'malformed-event', 'aws:eu-west-1@10s-20s', 'write it like'],
  [{ fault: ['frontier=kill@20s-10s'] }, 'end-before-start', 'frontier=kill@20s-10s', 'later end'],
  [{ kill: ['aws:eu-west-1@10s-10s'] }, 'end-before-start', 'aws:eu-west-1@10s-10s', 'later end'],
  [{ restore: ['aws:eu-west-1@10s'] }, 'nothing-to-restore', 'aws:eu-west-1@10s', 'after aws:eu-west-1 is killed'],
  [{ kill: ['aws:eu-west-1@60s'], restore: ['aws:eu-west-1@10s'] }, 'nothing-to-restore', 'aws:eu-west-1@10s', 'after'],
  [{ kill: ['aws:eu-west-1@10s'], restore: ['aws:eu-west-1@10s'] }, 'nothing-to-restore', 'aws:eu-west-1@10s', 'after'],
  [{ kill: ['aws:eu-west-1@5s'], restore: ['aws:eu-west-3@10s'] }, 'nothing-to-restore', 'aws:eu-west-3@10s', 'after'],
])('refuses %j as %s', (texts, code, found, mend) => {
  const { events, problems } = parseScenario(texts, GROUND);
  expect(events).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ code, found, mend: expect.stringContaining(mend) })]);
});

test('a cloud in which the fleet has no cell is unknown, and no rung', () => {
  const ground = { cells: ['aws:eu-west-1'], rungs: [] };
  const { problems } = parseScenario({ kill: ['google@1s'] }, ground);
  expect(problems).toEqual([
    expect.objectContaining({ code: 'unknown-cell', found: 'google', allowed: 'aws, aws:eu-west-1' }),
  ]);
});

test('tells everything that is wrong at once, and what is allowed', () => {
  const { problems } = parseScenario(
    { kill: ['aws:nowhere-1@soon'], restore: ['aws:eu-west-1@5s'], fault: ['nothing=break@9s-8s'] },
    GROUND,
  );
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '--kill unknown-cell',
    '--kill malformed-time',
    '--fault unknown-fault',
    '--fault unknown-rung',
    '--fault end-before-start',
  ]);
  expect(problems[0]?.allowed).toBe(
    'aws, google, aws:eu-west-1, aws:eu-west-3, google:europe-west4, google:europe-west1',
  );
  expect(problems[2]?.allowed).toBe('kill, throttle, garbage, nonsense, stale');
});
