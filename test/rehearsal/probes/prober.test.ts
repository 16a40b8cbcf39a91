import { seededRandom } from '../../../lib/drill/random';
import type { EndpointCheck, HealthCheck } from '../../../lib/drill/route53/model';
import { type HealthChange, startProber } from '../../../lib/rehearsal/probes/prober';
import { ManualTime } from '../manual-time';

const endpoint = (id: string): EndpointCheck => ({
  ...{ kind: 'endpoint', protocol: 'https', id, host: `${id}.example.com`, port: 443, path: '/', inverted: false },
  ...{ intervalSeconds: 10, failureThreshold: 3, checkerRegions: [] },
});
const checks: readonly HealthCheck[] = [
  endpoint('serving'),
  endpoint('preferred'),
  { kind: 'calculated', id: 'best', children: ['serving', 'preferred'], threshold: 2, inverted: false },
];

function start() {
  const time = new ManualTime();
  const dead = new Set<string>();
  const changes: (HealthChange & { at: number })[] = [];
  let sent = 0;
  const prober = startProber({
    ...{ checks, time, random: seededRandom(7) },
    send: async (check) => {
      sent += 1;
      return !dead.has(check.id);
    },
    onChange: (change) => changes.push({ ...change, at: time.now() }),
  });
  return { time, dead, changes, prober, sent: () => sent };
}

test('sixteen checkers a check, each once an interval', async () => {
  const { time, prober, sent } = start();
  await time.advance(100);
  expect(sent()).toBeGreaterThanOrEqual(2 * 16 * 9);
  expect(sent()).toBeLessThanOrEqual(2 * 16 * 10);
  prober.stop();
});

test('a dead endpoint is noticed after about 28 s, and DNS follows 5 to 10 s later', async () => {
  const { time, dead, changes, prober } = start();
  await time.advance(60);
  dead.add('preferred');
  while (changes.length === 0 && time.now() < 120) await time.advance(0.5);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ check: { id: 'preferred' }, healthy: false, passing: 2 });
  expect(changes[0].at - 60).toBeGreaterThan(20);
  expect(changes[0].at - 60).toBeLessThan(32);
  expect(changes[0].propagationSeconds).toBeGreaterThanOrEqual(5);
  expect(changes[0].propagationSeconds).toBeLessThanOrEqual(10);
  // What has not reached the DNS servers does not count there.
  expect([prober.isHealthy('preferred'), prober.isHealthy('best')]).toEqual([true, true]);
  await time.advance(10);
  expect(['serving', 'preferred', 'best'].map(prober.isHealthy)).toEqual([true, false, false]);
  prober.stop();
});

test('a fleet has been deployed for a while when its rehearsal starts: a switch is off until somebody throws it', async () => {
  const time = new ManualTime();
  const leave: HealthCheck = { ...endpoint('switch'), inverted: true, intervalSeconds: 30, searchString: 'leave' };
  let ordered = false;
  const prober = startProber({
    ...{ checks: [leave], time, random: seededRandom(7), onChange: () => {} },
    send: async () => ordered,
  });
  for (let tick = 0; tick < 10; tick++) {
    await time.advance(20);
    expect(prober.isHealthy('switch')).toBe(true);
  }
  ordered = true;
  await time.advance(55);
  expect(prober.isHealthy('switch')).toBe(true);
  await time.advance(50);
  expect(prober.isHealthy('switch')).toBe(false);
  prober.stop();
});

test('what recovers is healthy again', async () => {
  const { time, dead, changes, prober } = start();
  dead.add('serving');
  await time.advance(60);
  expect(prober.isHealthy('best')).toBe(false);
  dead.clear();
  await time.advance(60);
  expect(changes.map((change) => change.healthy)).toEqual([false, true]);
  expect(prober.isHealthy('best')).toBe(true);
  prober.stop();
});

test('a slow probe delays its own checker only', async () => {
  const time = new ManualTime();
  let answer: (passed: boolean) => void = () => {};
  let sent = 0;
  const prober = startProber({
    ...{ checks: [endpoint('slow')], time, random: seededRandom(1), onChange: () => {} },
    send: () => {
      sent += 1;
      return sent === 1
        ? new Promise((resolve) => {
            answer = resolve;
          })
        : Promise.resolve(true);
    },
  });
  await time.advance(50);
  expect(sent).toBeGreaterThanOrEqual(1 + 15 * 4);
  answer(true);
  await time.advance(0);
  const before = sent;
  await time.advance(11);
  expect(sent - before).toBeGreaterThanOrEqual(16);
  prober.stop();
});

test('stopped, it sends nothing more and leaves no timer but the ones of changes under way', async () => {
  const { time, prober, sent } = start();
  await time.advance(15);
  prober.stop();
  const before = sent();
  await time.advance(60);
  expect(sent()).toBe(before);
  expect(time.waiting).toBe(0);
});
