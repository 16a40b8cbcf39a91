import { recover } from './recover';

// A twentieth of what `npm run test:jobs` recovers, at a twentieth of the rate: it takes as long.
test('a backlog is worked off at the model’s own rate, and does not fell it again', async () => {
  const { share, mostOffered } = await recover(2500, 5, 1);
  expect(share).toBeGreaterThanOrEqual(0.8);
  expect(mostOffered).toBeLessThanOrEqual(1.1);
}, 120_000);
