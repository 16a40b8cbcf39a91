import { DEADLINE_HEADER } from '../../../lib/contract/http';
import type { Route } from '../../../lib/contract/route';
import type { GatewayRequest, GatewayResponse } from '../../../lib/gateway/exchange';
import type { Part } from '../../../lib/gateway/ladder/provider';
import type { Step } from '../../../lib/gateway/ladder/steps';
import { Admission } from '../../../lib/gateway/load/admission';
import { appOf } from '../support/gateway-of';
import { answers, route, step } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';
import { fault, type Script, settled, text } from '../support/scripted-provider';

const ended = (promptTokens: number, completionTokens: number): Part => ({
  kind: 'end',
  finishReason: 'stop',
  usage: { promptTokens, completionTokens },
});

interface Asked {
  readonly stream?: boolean;
  readonly model?: string;
  readonly deadline?: string;
}

/** A gateway on a clock that stands, before a first rung, a second one and the deterministic tier. */
class Scene {
  public readonly clock = new ManualClock();
  public readonly admission = new Admission(this.clock);
  public readonly answered: [rung: string, milliseconds: number][] = [];
  private readonly app: ReturnType<typeof appOf>;

  public constructor(first: Script, second: Script = answers, routes: readonly Route[] = [route()]) {
    const steps: readonly Step[] = [
      step('first', 1, first, this.clock),
      step('second', 2, second, this.clock),
      step('script', 3, answers, this.clock),
    ];
    this.app = appOf(steps, routes, { clock: this.clock, admission: this.observed() });
  }

  public get lines() {
    return this.app.lines;
  }

  public ask({ stream = false, model = 'chat', deadline }: Asked = {}): Promise<GatewayResponse> {
    const body = JSON.stringify({
      model,
      stream,
      ...(stream && { stream_options: { include_usage: true } }),
      messages: [{ role: 'user', content: 'hi' }],
    });
    const request: GatewayRequest = {
      method: 'POST',
      path: '/v1/chat/completions',
      query: () => undefined,
      header: (name) => ({ authorization: 'Bearer any', [DEADLINE_HEADER]: deadline })[name],
      text: async () => body,
    };
    return this.app.serve(request, new AbortController().signal);
  }

  /** Its pieces, the clock going on to whatever is waited for. */
  public async read({ body }: GatewayResponse): Promise<readonly string[]> {
    const pieces: string[] = [];
    let done = false;
    const reading = (async () => {
      for await (const piece of typeof body === 'string' ? [body] : body) pieces.push(piece);
      done = true;
    })();
    for (let turn = 0; turn < 100 && !done; turn += 1) {
      await settled();
      if (!done) this.clock.pass(this.clock.untilNext ?? 0);
    }
    await reading;
    return pieces;
  }

  private observed(): Admission {
    const enter: Admission['enter'] = (priority) => {
      const entered = this.admission.enter(priority);
      return entered && { ...entered, answered: (...sample) => void this.answered.push(sample) };
    };
    return { enter } as Admission;
  }
}

test('a caller’s deadline that is longer than the route’s gives no more time than the route has', async () => {
  const scene = new Scene(['hang'], ['hang'], [route({ deadlineSeconds: 20 })]);
  const from = scene.clock.now();
  const asked = scene.ask({ deadline: '600000' });
  let answer: GatewayResponse | undefined;
  void asked.then((response) => {
    answer = response;
  });
  while (answer === undefined) {
    await settled();
    if (answer === undefined) scene.clock.pass(scene.clock.untilNext ?? 0);
  }
  expect(scene.clock.now() - from).toBe(19_000);
  expect(answer.headers['x-understudy-rung']).toBe('script');
});

test('a stream that is idle for long has its heartbeats between what is said', async () => {
  const scene = new Scene([text('a'), { pause: 15_000 }, text('b'), ended(1, 2)]);
  const pieces = await scene.read(await scene.ask({ stream: true }));
  const told = pieces.map((piece) => /"content":"([ab])"|still here/.exec(piece)).filter(Boolean);
  expect(told.map((found) => found?.[1] ?? found?.[0])).toEqual(['a', 'still here', 'b']);
});

test('a route’s priority decides how much of the room it may fill', async () => {
  const routes = (['low', 'normal', 'high'] as const).map((priority) => route({ name: priority, priority }));
  const scene = new Scene(answers, answers, [...routes, route({ name: 'none' })]);
  const asked = async () => {
    const statuses = [];
    for (const model of ['low', 'normal', 'none', 'high']) statuses.push((await scene.ask({ model })).status);
    return statuses;
  };
  expect(await asked()).toEqual([200, 200, 200, 200]);
  while (scene.admission.enter('low') !== undefined);
  expect(await asked()).toEqual([503, 200, 200, 200]);
  while (scene.admission.enter('normal') !== undefined);
  expect(await asked()).toEqual([503, 503, 503, 200]);
});

test('the limit learns of each model’s answer how long it took, whole and streamed apart, and nothing of prepared ones', async () => {
  const scene = new Scene([{ pause: 300 }, text('a'), { pause: 500 }, ended(1, 2)]);
  for (const stream of [false, true]) {
    const asked = scene.ask({ stream });
    for (let turn = 0; turn < 3; turn += 1) {
      await settled();
      scene.clock.pass(scene.clock.untilNext ?? 0);
    }
    await scene.read(await asked);
  }
  expect(scene.answered).toEqual([
    ['first, whole', 800],
    ['first, streamed', 300],
  ]);
  const down = new Scene([fault('denied')], [fault('denied')]);
  await down.ask();
  expect(down.answered).toEqual([]);
});

describe('usage is of what the caller got', () => {
  const total = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
  const USAGE = /"usage":(\{[^}]*\})/g;
  const told = (pieces: readonly string[]) => [...pieces.join('').matchAll(USAGE)].map(([, json]) => JSON.parse(json));

  test.each([false, true])('and not of an answer that did not satisfy, streamed: %s', async (stream) => {
    const asked = route({ answer: { pattern: '^good' } });
    const scene = new Scene([text('bad'), ended(100, 200)], [text('good'), ended(5, 3)], [asked]);
    expect(told(await scene.read(await scene.ask({ stream })))).toEqual([total]);
    expect(scene.lines).toMatchObject([{ rung: 'second', promptTokens: 5, completionTokens: 3 }]);
  });

  test('and not of a stream that was begun again', async () => {
    const asked = route({ brokenStream: 'restart' });
    const scene = new Scene([text('void'), fault('stalled')], [text('good'), ended(5, 3)], [asked]);
    expect(told(await scene.read(await scene.ask({ stream: true })))).toEqual([total]);
    expect(scene.lines).toMatchObject([{ rung: 'second', attempts: 2, promptTokens: 5, completionTokens: 3 }]);
  });

  test('of a stream that broke nobody knows it, and nothing is told', async () => {
    const scene = new Scene([text('half'), fault('stalled')]);
    expect(told(await scene.read(await scene.ask({ stream: true })))).toEqual([]);
    expect(scene.lines).toMatchObject([{ broken: 'stalled' }]);
    expect(scene.lines[0]).not.toHaveProperty('completionTokens');
  });
});
