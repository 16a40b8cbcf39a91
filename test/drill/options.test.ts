import { InvalidConfiguration } from '../../lib/contract/problem';
import { type DrillArguments, settingsOf } from '../../lib/drill/options';

const typed = (changes: Partial<DrillArguments> = {}): DrillArguments => ({ seed: '1', runs: '25', ...changes });

/** `code path` of each problem. */
function problemsOf(changes: Partial<DrillArguments>): string[] {
  try {
    settingsOf(typed(changes));
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

test('with nothing asked, the whole library is played and every pair swept', () => {
  const { outages, faults } = settingsOf(typed());
  expect(outages.map(({ id }) => id)).toEqual(expect.arrayContaining(['S1', 'S12', 'region']));
  expect(faults).toBe(2);
});

test('with something asked, only that is done', () => {
  expect(settingsOf(typed({ fault: ['aws:eu-west-1'] }))).toMatchObject({ faults: 0, outages: [{ id: 'typed' }] });
  expect(settingsOf(typed({ faults: '1' }))).toMatchObject({ faults: 1, outages: [] });
  expect(settingsOf(typed({ scenario: ['S4'] }))).toMatchObject({ faults: 0, outages: [{ id: 'S4' }] });
});

test('several faults are one outage', () => {
  const { outages } = settingsOf(typed({ fault: ['aws@0s-60s', 'frontier=throttle'] }));
  expect(outages).toHaveLength(1);
  expect(outages[0]?.events.map(({ what, how }) => `${what} ${how}`)).toEqual(['aws kill', 'frontier throttle']);
});

test.each([
  ['120', 120],
  ['120s', 120],
  ['5m', 300],
])('a recovery objective of %s is %d seconds', (rto, recoverySeconds) => {
  expect(settingsOf(typed({ rto })).objective).toEqual({ recoverySeconds });
});

test('every mistake is told at once', () => {
  const mistakes: Partial<DrillArguments> = {
    ...{ rto: 'soon', floor: '4', faults: '9', seed: '-1', runs: '0', demand: 'many', hold: '5m' },
    ...{ scenario: ['S99', 'missing.yaml'], fault: ['aws=explode', 'aws@10s-5s'], from: ['atlantis-1'] },
    ...{ survive: 'any-cel', sla: ['bedrock'] },
  };
  expect(problemsOf(mistakes).sort()).toEqual(
    [
      ...[
        'unknown-scenario --scenario',
        'missing-file --scenario',
        'unknown-fault --fault',
        'end-before-start --fault',
      ],
      ...['--faults', '--floor', '--demand', '--seed', '--runs'].map((option) => `option-out-of-range ${option}`),
      ...['not-a-duration --rto', 'malformed-hold --hold', 'unknown-region --from', 'unknown-objective --objective'],
      'malformed-promise --sla',
    ].sort(),
  );
});

test('what is to be survived is tried, whatever else is asked', () => {
  expect(settingsOf(typed({ scenario: ['S1'], survive: 'any-pair' })).faults).toBe(2);
  expect(settingsOf(typed({ scenario: ['S1'], survive: 'any-cell' })).faults).toBe(1);
  expect(settingsOf(typed({ scenario: ['S1'], survive: 'none' })).faults).toBe(0);
  expect(problemsOf({ faults: '1', survive: 'any-pair' })).toEqual(['objective-not-tried --faults']);
  expect(problemsOf({ all: true, faults: '1', survive: 'any-pair' })).toEqual(['objective-not-tried --faults']);
  expect(problemsOf({ faults: '2', survive: 'any-pair' })).toEqual([]);
});

test('nothing is to be survived where one says none', () => {
  expect(settingsOf(typed({ survive: 'none' })).survive).toEqual([]);
  expect(settingsOf(typed({ survive: 'any-cell,any-pair' })).survive).toEqual(['any-cell', 'any-pair']);
});

test('clients are beside a Region of either cloud', () => {
  expect(settingsOf(typed({ from: ['eu-west-1', 'europe-west4'] })).from).toEqual(['eu-west-1', 'europe-west4']);
  expect(problemsOf({ from: ['europe-wset4'] })).toEqual(['unknown-region --from']);
});

test('a Region that there is not is told beside all else that is wrong, also of what was before', () => {
  expect(() => settingsOf(typed(), ['now.json@eu-wst-2'])).toThrow(InvalidConfiguration);
  expect(problemsOf({ rto: 'soon', compare: ['main.json@eu-wst-1'] })).toEqual([
    'unknown-region main.json@eu-wst-1',
    'not-a-duration --rto',
  ]);
});
