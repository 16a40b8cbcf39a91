import { ByteBudget } from '../../../lib/gateway/load/byte-budget';

test('holds no more than its bytes, and gives each back once', () => {
  const budget = new ByteBudget(10);
  const room = budget.take(6);
  expect(budget.take(5)).toBeUndefined();
  expect(budget.take(4)).toBeDefined();
  room?.giveBack();
  room?.giveBack();
  expect(budget.take(7)).toBeUndefined();
  expect(budget.take(6)).toBeDefined();
});

test('a room grows as far as there are bytes left, and gives back what it grew to', () => {
  const budget = new ByteBudget(10);
  const room = budget.take(0);
  expect([room?.growTo(6), room?.growTo(4), room?.growTo(11), room?.growTo(9)]).toEqual([true, true, false, true]);
  expect(budget.take(2)).toBeUndefined();
  room?.giveBack();
  expect(budget.take(10)).toBeDefined();
});
