import { recover } from './recover';

// A tenth of what `npm run test:jobs` recovers, at a tenth of the rate: it takes as long.
test('a backlog is worked off at the model’s own rate, and does not fell it again', async () => {
  const { share, mostOffered } = await recover(5000, 10, 1);
  expect(share).toBeGreaterThanOrEqual(0.8);
  expect(mostOffered).toBeLessThanOrEqual(1.1);
}, 60_000);
