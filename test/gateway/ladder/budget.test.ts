import fc from 'fast-check';
import { rungBudget } from '../../../lib/gateway/ladder/budget';

test.each`
  case                                       | deadline  | left      | models | below    | budget
  ${'the last model gets all but a second'}  | ${60_000} | ${60_000} | ${1}   | ${true}  | ${59_000}
  ${'two models share two to one'}           | ${60_000} | ${60_000} | ${2}   | ${true}  | ${39_333}
  ${'a short deadline reserves a twentieth'} | ${2000}   | ${2000}   | ${1}   | ${true}  | ${1900}
  ${'nothing below, nothing reserved'}       | ${20_000} | ${20_000} | ${1}   | ${false} | ${20_000}
  ${'only the reserve is left'}              | ${60_000} | ${900}    | ${1}   | ${true}  | ${0}
  ${'nothing is left'}                       | ${60_000} | ${0}      | ${2}   | ${false} | ${0}
`('$case', ({ deadline, left, models, below, budget }) => {
  expect(
    rungBudget({
      deadlineMilliseconds: deadline,
      leftMilliseconds: left,
      modelsLeft: models,
      deterministicBelow: below,
    }),
  ).toBe(budget);
});

test('whatever the rungs take, together they leave the deterministic tier its slice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 900_000 }), fc.integer({ min: 1, max: 5 }), (deadline, models) => {
      let left = deadline;
      for (let modelsLeft = models; modelsLeft > 0; modelsLeft -= 1) {
        left -= rungBudget({
          deadlineMilliseconds: deadline,
          leftMilliseconds: left,
          modelsLeft,
          deterministicBelow: true,
        });
      }
      expect(left).toBeGreaterThanOrEqual(Math.min(1000, deadline * 0.05));
    }),
  );
});
