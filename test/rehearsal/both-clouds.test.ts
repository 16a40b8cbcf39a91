import { course, fly } from './support/flight';

test('all of AWS is killed under traffic and Google answers; AWS comes back and so does the traffic, once', async () => {
  // Late enough that a busy machine, too, has answered each client once before it.
  const scenario = { kill: ['aws@60s'], restore: ['aws@170s'] };
  const quick = await fly('locality', scenario, 300, 10);
  // A machine that did not keep up has shown nothing: once more, as slowly as a busy one bears.
  const { records, summary } = quick.lagged ? await fly('locality', scenario, 300, 4) : quick;

  expect(summary.kills).toMatchObject([{ target: 'aws', atSeconds: expect.closeTo(60, -1) }]);
  expect(summary.failures).toBeGreaterThan(0);
  expect(Object.keys(summary.failuresByReason).every((reason) => reason.startsWith('connection-'))).toBe(true);
  // From the first answer of Google to the end nobody fails any more, AWS's return included.
  expect(summary.recovered).toBe(true);
  expect(summary.recoverySeconds).toBeLessThan(110);
  for (const from of ['eu-central-1', 'eu-west-1']) {
    expect(course(records, from, 'cloud')).toEqual(['aws', 'google', 'aws']);
  }
  expect(Object.keys(summary.answeredBy)).toEqual(
    expect.arrayContaining(['google:europe-west1', 'google:europe-west4']),
  );
  expect(Object.keys(summary.tiers)).toEqual(['1']);
}, 180_000);
