import { ByteBudget } from '../../../lib/gateway/load/byte-budget';

test('holds no more than its bytes, and gives each back once', () => {
  const budget = new ByteBudget(10);
  const giveBack = budget.take(6);
  expect(budget.take(5)).toBeUndefined();
  expect(budget.take(4)).toBeDefined();
  giveBack?.();
  giveBack?.();
  expect(budget.take(7)).toBeUndefined();
  expect(budget.take(6)).toBeDefined();
});
