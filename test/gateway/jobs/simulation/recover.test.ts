import { recover } from './recover';

// A fiftieth of what `npm run test:jobs` recovers, at a fiftieth of the rate: it takes as long.
test('a backlog is worked off at the model’s own rate, and does not fell it again', async () => {
  const { share, mostOffered } = await recover(1000, 2, 1);
  expect(share).toBeGreaterThanOrEqual(0.8);
  expect(mostOffered).toBeLessThanOrEqual(1.1);
}, 120_000);
