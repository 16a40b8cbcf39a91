import fc from 'fast-check';
import { type Outcome, Outliers } from '../../../lib/rehearsal/balancer/outliers';
import type { OutlierPlan } from '../../../lib/rehearsal/plan/balancer-plan';

/** As the constructs declare it for two regions. */
const plan: OutlierPlan = {
  ...{ consecutiveErrors: 5, enforcingConsecutiveErrors: 100 },
  ...{ consecutiveGatewayFailure: 3, enforcingConsecutiveGatewayFailure: 0 },
  ...{ intervalSeconds: 1, baseEjectionSeconds: 30, maxEjectionPercent: 50 },
};

function watch(over: Partial<OutlierPlan> | undefined = {}, endpoints = ['a', 'b'], random = () => 0) {
  const at = { now: 100 };
  const outliers = new Outliers(endpoints, over && { ...plan, ...over }, () => at.now, random);
  const tell = (endpoint: string, outcome: Outcome, times = 1) => {
    for (let count = 0; count < times; count++) outliers.tell(endpoint, outcome);
  };
  return { at, tell, ejected: () => endpoints.filter((one) => outliers.isEjected(one)) };
}

test.each<[string, Partial<OutlierPlan>, readonly (readonly [Outcome, number])[], boolean]>([
  ['five errors in a row', {}, [['failed', 5]], true],
  [
    'errors of either kind',
    {},
    [
      ['gateway-failed', 3],
      ['failed', 2],
    ],
    true,
  ],
  ['four', {}, [['failed', 4]], false],
  [
    'an answer in between',
    {},
    [
      ['failed', 4],
      ['answered', 1],
      ['failed', 4],
    ],
    false,
  ],
  ['errors that eject nobody', { enforcingConsecutiveErrors: 0 }, [['failed', 50]], false],
  ['gateway failures that do', { enforcingConsecutiveGatewayFailure: 100 }, [['gateway-failed', 3]], true],
  [
    'others in between',
    { enforcingConsecutiveGatewayFailure: 100 },
    [
      ['gateway-failed', 2],
      ['failed', 1],
      ['gateway-failed', 1],
    ],
    false,
  ],
])('%s', (_name, over, told, ejected) => {
  const { tell, ejected: who } = watch(over);
  for (const [outcome, times] of told) tell('a', outcome, times);
  expect(who()).toEqual(ejected ? ['a'] : []);
});

test('chance decides by the percentage', () => {
  const half = { enforcingConsecutiveErrors: 50 };
  const [lucky, unlucky] = [watch(half, ['a', 'b'], () => 0.5), watch(half, ['a', 'b'], () => 0.49)];
  for (const { tell } of [lucky, unlucky]) tell('a', 'failed', 5);
  expect([lucky.ejected(), unlucky.ejected()]).toEqual([[], ['a']]);
});

test('without outlier detection nobody is ever ejected', () => {
  const outliers = new Outliers(
    ['a'],
    undefined,
    () => 0,
    () => 0,
  );
  for (let count = 0; count < 100; count++) outliers.tell('a', 'gateway-failed');
  expect(outliers.isEjected('a')).toBe(false);
});

test('the first ejection lasts the base time, the second twice as long', () => {
  const { at, tell, ejected } = watch();
  tell('a', 'failed', 5);
  at.now += 29.9;
  expect(ejected()).toEqual(['a']);
  at.now += 0.1;
  expect(ejected()).toEqual([]);
  tell('a', 'failed', 5);
  at.now += 59.9;
  expect(ejected()).toEqual(['a']);
  at.now += 0.1;
  expect(ejected()).toEqual([]);
});

test('who comes back is looked up at the interval', () => {
  const { at, tell, ejected } = watch({ intervalSeconds: 10 });
  at.now = 101;
  tell('a', 'failed', 5);
  at.now = 139.9;
  expect(ejected()).toEqual(['a']);
  at.now = 140;
  expect(ejected()).toEqual([]);
});

test('never more than the percentage allows, whatever happens', () => {
  const endpoints = ['a', 'b', 'c', 'd'];
  const happening = fc.array(fc.tuple(fc.constantFrom(...endpoints), fc.constantFrom<Outcome>('failed', 'answered')));
  fc.assert(
    fc.property(happening, fc.integer({ min: 0, max: 100 }), (told, maxEjectionPercent) => {
      const { tell, ejected } = watch({ maxEjectionPercent, consecutiveErrors: 1 }, endpoints);
      for (const [endpoint, outcome] of told) tell(endpoint, outcome);
      expect(ejected().length * 25).toBeLessThanOrEqual(maxEjectionPercent);
    }),
  );
});
