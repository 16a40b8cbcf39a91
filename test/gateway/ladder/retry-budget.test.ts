import fc from 'fast-check';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';

test('ten calls pay for one retry', () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 9; call += 1) budget.earn();
  expect(budget.spend()).toBe(false);
  budget.earn();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
});

test('a quiet hour pays for ten, not for a storm', () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 10_000; call += 1) budget.earn();
  expect(Array.from({ length: 20 }, () => budget.spend()).filter(Boolean)).toHaveLength(10);
});

test('whatever happens, no more than a tenth of the calls are made twice', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (retrying) => {
      const budget = new RetryBudget();
      let retries = 0;
      retrying.forEach((wanted, index) => {
        budget.earn();
        if (wanted && budget.spend()) retries += 1;
        expect(retries).toBeLessThanOrEqual((index + 1) / 10);
      });
    }),
  );
});
