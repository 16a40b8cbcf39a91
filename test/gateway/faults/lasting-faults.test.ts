import { onTime } from '../support/on-time';
import { ADAPTERS } from '../support/through-adapters';
import { until } from '../support/until';
import { BlackHole } from './black-hole';
import { TIMEOUTS } from './cases';
import { FaultScene, gotOf } from './fault-scene';
import { answering, type Behaviour, response } from './faulty-upstream';
import { LASTING, titleOf } from './lasting';

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  ({ socket }) =>
    socket.write(response(code, '{"error":{"message":"refused"}}', headers));

describe.each(ADAPTERS)('through %s', (_name, serverOf) => {
  const scene = new FaultScene();
  beforeAll(() => scene.open(serverOf));
  afterAll(() => scene.close());

  /** One caller after the other: who answered each. */
  async function askOften(times: number): Promise<string[]> {
    const served: string[] = [];
    for (let call = 0; call < times; call += 1) {
      const got = gotOf(await scene.ask(call % 2 === 1));
      served.push(got.kind === 'second' ? `second: ${got.reason}` : got.kind);
    }
    return served;
  }

  test(titleOf(LASTING.outage), async () => {
    scene.reset({ behaviour: status(503) });
    const served = await askOften(20);
    expect(served).toEqual([...Array(3).fill('second: unavailable'), ...Array(17).fill('second: breaker-open')]);
    expect(scene.upstream.calls).toBe(3);
    expect(scene.events).toMatchObject([{ event: 'breaker', from: 'closed', to: 'open' }]);
  });

  test(titleOf(LASTING.storm), async () => {
    scene.reset({ behaviour: status(503) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => scene.ask(false)));
    expect(answers.map(gotOf)).toEqual(Array(50).fill({ kind: 'second', reason: expect.any(String) }));
    // Those that were under way when the breaker opened, and a tenth of them once more.
    expect(scene.upstream.calls).toBeLessThanOrEqual(55);
    scene.upstream.calls = 0;
    await askOften(10);
    expect(scene.upstream.calls).toBe(0);
  });

  test(titleOf(LASTING.flapping), async () => {
    scene.reset({ behaviour: (call) => (call.number % 2 === 0 ? status(500)(call) : answering(call)) });
    const served = await askOften(40);
    expect(served.every((each) => each === 'first' || each.startsWith('second'))).toBe(true);
    expect(scene.upstream.calls).toBeLessThanOrEqual(12);
    expect(served.slice(-20)).toEqual(Array(20).fill('second: breaker-open'));
  });

  test(titleOf(LASTING.neverTaken), async () => {
    const hole = await BlackHole.open();
    try {
      scene.reset({ behaviour: answering, url: () => `http://127.0.0.1:${hole.port}/v1` });
      const answers = await Promise.all([scene.ask(false), scene.ask(true)]);
      expect(answers.map(gotOf)).toEqual(Array(2).fill({ kind: 'second', reason: 'unreachable' }));
      // Its own limit of 2 s, and neither a model's for headers (10 s) nor the system's for connections (minutes).
      for (const { milliseconds } of answers) {
        expect(milliseconds).toBeGreaterThan(1500);
        expect(milliseconds).toBeLessThan(8000);
      }
      expect(scene.upstream.calls).toBe(0);
    } finally {
      hole.close();
    }
  }, 20_000);

  test(titleOf(LASTING.once), async () => {
    scene.reset();
    await askOften(10);
    scene.upstream.calls = 0;
    scene.upstream.behaviour = (call) => (call.number === 1 ? status(500)(call) : answering(call));
    const answer = await scene.ask(false);
    expect(gotOf(answer)).toEqual({ kind: 'first' });
    expect(answer.headers.get('x-understudy-attempts')).toBe('2');
    expect(scene.upstream.calls).toBe(2);
  });

  test.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'missing'],
  ])(`${titleOf(LASTING.denied)} (%i)`, async (code, failure) => {
    scene.reset({ behaviour: status(code) });
    const served = await askOften(10);
    expect(served).toEqual([`second: ${failure}`, ...Array(9).fill('second: breaker-open')]);
    expect(scene.upstream.calls).toBe(1);
    expect(scene.events).toContainEqual({ event: 'alarm', upstream: expect.stringContaining('/first'), failure });
  });

  test(titleOf(LASTING.throttledFor), async () => {
    scene.reset({ behaviour: status(429, { 'retry-after': '30' }) });
    expect(await askOften(5)).toEqual(['second: throttled', ...Array(4).fill('second: cooling')]);
    expect(scene.upstream.calls).toBe(1);
  });

  test(titleOf(LASTING.throttled), async () => {
    scene.reset({ behaviour: (call) => (call.number === 1 ? status(429)(call) : answering(call)) });
    expect(await askOften(3)).toEqual(['second: throttled', 'second: cooling', 'second: cooling']);
    await new Promise((resolve) => setTimeout(resolve, 1010));
    expect(await askOften(1)).toEqual(['first']);
  });

  test.each([false, true])(`${titleOf(LASTING.left)} (streamed: %s)`, async (stream) => {
    scene.reset({ behaviour: () => undefined });
    const leaving = new AbortController();
    const left = expect(scene.ask(stream, { signal: leaving.signal })).rejects.toThrow();
    await until(() => scene.upstream.calls === 1);
    const from = performance.now();
    leaving.abort();
    await left;
    await until(() => scene.upstream.left === 1);
    expect(performance.now() - from).toBeLessThan(1000);
    // Nobody below was asked for a caller who is gone, and the breaker holds nothing against the rung.
    await until(() => scene.lines.length === 1);
    expect(scene.lines[0]).toMatchObject({ status: 499, attempts: 1 });
    scene.upstream.behaviour = answering;
    expect(await askOften(4)).toEqual(Array(4).fill('first'));
  });

  test(titleOf(LASTING.impatient), async () => {
    scene.reset({ behaviour: () => undefined, timeouts: TIMEOUTS });
    for (let caller = 0; caller < 3; caller += 1) {
      const leaving = new AbortController();
      const left = scene.ask(true, { signal: leaving.signal }).catch(() => undefined);
      await until(() => scene.upstream.calls > caller);
      // Past the half of 0.3 s for headers; what a busy machine adds makes it the ladder's own time-out.
      await new Promise((resolve) => setTimeout(resolve, 200));
      leaving.abort();
      await left;
      await until(() => scene.lines.length > caller);
    }
    expect(scene.upstream.calls).toBe(3);
    expect(await askOften(2)).toEqual(Array(2).fill('second: breaker-open'));
    expect(scene.upstream.calls).toBe(3);
  });

  test(titleOf(LASTING.late), async () => {
    scene.reset({ behaviour: (call) => setTimeout(() => answering(call), 100) });
    const leaving = new AbortController();
    const left = expect(scene.ask(false, { signal: leaving.signal })).rejects.toThrow();
    await until(() => scene.upstream.calls === 1);
    leaving.abort();
    await left;
    await new Promise((resolve) => setTimeout(resolve, 150));
    scene.upstream.behaviour = answering;
    expect(await askOften(2)).toEqual(['first', 'first']);
  });

  test(titleOf(LASTING.deadline), async () => {
    const answer = await onTime(50, () => {
      scene.reset({ behaviour: () => undefined });
      scene.second.mood = { kind: 'wait', texts: [], gate: new Promise(() => {}) };
      return scene.ask(false, { deadline: '300' });
    });
    expect(answer.milliseconds).toBeLessThan(400 + 300);
    expect(answer.headers.get('x-understudy-rung')).toBe('script');
    expect(answer.headers.get('x-understudy-reason')).toBe('first: timeout; second: timeout');
  });

  test('a deadline that is none is a mistake, told with the others', async () => {
    scene.reset();
    const { status: code, body } = await scene.ask(false, { deadline: 'soon', route: '' });
    expect(code).toBe(400);
    expect(JSON.parse(body).understudy.mistakes).toMatchObject([
      { param: 'x-understudy-deadline-ms' },
      { param: 'model' },
    ]);
  });

  test(titleOf(LASTING.largeBody), async () => {
    scene.reset();
    const answer = await scene.ask(false, { text: 'x'.repeat(50 * 1024 * 1024) }).catch(() => undefined);
    // The caller may see its connection closed while it still sends.
    if (answer !== undefined) expect(gotOf(answer)).toEqual({ kind: 'error', status: 413, code: 'body-too-large' });
    expect(scene.upstream.calls).toBe(0);
    expect(await askOften(1)).toEqual(['first']);
  });
});
