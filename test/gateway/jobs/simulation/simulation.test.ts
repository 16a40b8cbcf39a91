import { simulate } from './simulate';

// A sample; `npm run test:jobs` runs 10,000 jobs with 20 seeds.
test.each([
  [1, 'strong'],
  [2, 'eventual'],
] as const)('nothing is lost: seed %i over a ledger of %s consistency', async (seed, consistency) => {
  const { wrongs, accepted, done, dead, killed, duplicatesSuppressed, rescued } = await simulate(
    seed,
    consistency,
    250,
  );
  expect({ seed, wrongs }).toEqual({ seed, wrongs: [] });
  expect({ accepted, over: done + dead }).toEqual({ accepted: 250, over: 250 });
  // What it is to survive did happen.
  expect(Math.min(killed, duplicatesSuppressed, rescued, dead)).toBeGreaterThan(0);
});
