import type { GatewayRequest } from '../../../lib/gateway/exchange';
import type { Span } from '../../../lib/gateway/observe/spans/span';
import { answers } from '../support/ladder';
import { fault, type ScriptedProvider, settled, text } from '../support/scripted-provider';
import { asked } from './support/jobs-scene';
import { WorkScene } from './support/work-scene';

/** A job's trace: from its caller through whoever accepts it, however much later, to whom its worker calls. */
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const recorded = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=b' };

const told = (span: Span) =>
  Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]));

let scene: WorkScene;
beforeEach(() => {
  scene = new WorkScene();
  scene.ladder(answers);
});

/** Offers a job in each of the ways in which a caller may; gives its id. */
async function offer(path: string, body: object, headers: Record<string, string>): Promise<string> {
  const request: GatewayRequest = {
    method: 'POST',
    path,
    query: () => undefined,
    header: (name) => ({ authorization: 'Bearer key', ...headers })[name],
    text: async () => JSON.stringify(body),
  };
  const { status, body: answer } = await scene.app()(request, new AbortController().signal);
  expect(status).toBe(202);
  await settled();
  return JSON.parse(answer as string).id;
}
const asJob = (headers: Record<string, string>) => offer('/v1/jobs', asked(), headers);
const asChat = (headers: Record<string, string>) =>
  offer('/v1/chat/completions', asked().request, { ...headers, prefer: 'respond-async' });

describe.each([
  ['a job', '/v1/jobs', asJob],
  ['a chat completion that becomes one', '/v1/chat/completions', asChat],
])('%s', (_name, path, ask) => {
  test('is one trace: its caller’s, who accepts it, who tries it hours later, and whom that calls', async () => {
    const id = await ask(recorded);
    scene.clock.pass(3 * 60 * 60 * 1000);
    await scene.work();
    const [accepting, trying, call] = scene.spans;
    expect(scene.spans.map(({ traceId }) => traceId)).toEqual([TRACE, TRACE, TRACE]);
    expect(accepting).toMatchObject({ name: `POST ${path}`, kind: 2, parentSpanId: PARENT });
    expect(trying).toMatchObject({ name: 'process job', kind: 5, parentSpanId: accepting.spanId, status: { code: 0 } });
    expect(call).toMatchObject({ name: 'chat rung-1', kind: 3, parentSpanId: trying.spanId });
    expect(told(accepting)).toMatchObject({ 'understudy.job': id, 'http.response.status_code': '202' });
    expect(told(trying)).toMatchObject({ 'messaging.system': 'aws_sqs', 'understudy.job': id, 'understudy.tier': '1' });
    expect(told(call)).toMatchObject({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'rung-1' });
    expect((scene.steps[0].provider as ScriptedProvider).asked[0].trace).toEqual({
      traceparent: `00-${TRACE}-${call.spanId}-01`,
      tracestate: 'a=b',
    });
    expect(scene.lines[0]).toMatchObject({ job: id, trace: TRACE });
    expect(scene.events.find(({ what }) => what === 'answered')).toMatchObject({ trace: TRACE });
  });

  test('begins a trace where its caller has none', async () => {
    await ask({});
    await scene.work();
    const [accepting, trying] = scene.spans;
    expect(accepting.parentSpanId).toBeUndefined();
    expect(trying).toMatchObject({ traceId: accepting.traceId, parentSpanId: accepting.spanId });
  });

  test('whose caller does not record its trace is not recorded; the trace goes on as it stands', async () => {
    const unsampled = { traceparent: `00-${TRACE}-${PARENT}-00` };
    await ask(unsampled);
    await scene.work();
    expect(scene.spans).toEqual([]);
    expect((scene.steps[0].provider as ScriptedProvider).asked[0].trace).toEqual(unsampled);
  });

  test('takes the trace along where nobody records', async () => {
    scene.recording = false;
    await ask(recorded);
    await scene.work();
    expect((scene.steps[0].provider as ScriptedProvider).asked[0].trace).toEqual(recorded);
  });
});

test('a key with another trace is the same job', async () => {
  const first = await asJob({ ...recorded, 'idempotency-key': 'k' });
  const again = await asJob({
    traceparent: recorded.traceparent.replace(PARENT, 'c'.repeat(16)),
    'idempotency-key': 'k',
  });
  expect(again).toBe(first);
});

test('a try that came to nothing is an error, with each call; nothing of what was said is in any span', async () => {
  scene.ladder([fault('unavailable')], [text('an answer'), fault('stalled')]);
  await asJob(recorded);
  await scene.work();
  const [, trying, ...calls] = scene.spans;
  expect([trying.status.code, told(trying)['error.type']]).toEqual([2, 'tier-floor']);
  expect(calls.map((span) => told(span)['error.type'])).toEqual(['unavailable', 'stalled']);
  expect(JSON.stringify(scene.spans)).not.toMatch(/secret question|an answer/);
});

test('a try that the model refuses says so', async () => {
  scene.ladder([fault('rejected')]);
  await asJob(recorded);
  await scene.work();
  expect(told(scene.spans[1])['error.type']).toBe('request-rejected');
});
