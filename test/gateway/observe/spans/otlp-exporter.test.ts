import { OtlpExporter } from '../../../../lib/gateway/observe/spans/otlp-exporter';
import { otlpPost } from '../../../../lib/gateway/observe/spans/otlp-post';
import { attributesOf, type Span } from '../../../../lib/gateway/observe/spans/span';
import { listen } from '../../support/listen';
import { ManualClock } from '../../support/manual-clock';
import { settled } from '../../support/scripted-provider';

const span = (name: string): Span => ({
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name,
  kind: 2,
  startTimeUnixNano: '1',
  endTimeUnixNano: '2',
  attributes: [],
  status: { code: 0 },
});
const spans = (count: number) => Array.from({ length: count }, (_, index) => span(`span ${index}`));

function scene(post: (body: string) => Promise<boolean>) {
  const clock = new ManualClock();
  const sent: number[] = [];
  const dropped: number[] = [];
  const counted = (body: string) => {
    sent.push(JSON.parse(body).resourceSpans[0].scopeSpans[0].spans.length);
    return post(body);
  };
  const exporter = new OtlpExporter({ resource: [], post: counted, clock, dropped: (count) => dropped.push(count) });
  return { clock, sent, dropped, exporter };
}

test('spans go out together, some seconds after the first of them', async () => {
  const { clock, sent, exporter } = scene(async () => true);
  exporter.take(spans(2));
  clock.pass(4999);
  exporter.take(spans(1));
  expect(sent).toEqual([]);
  clock.pass(1);
  await settled();
  expect(sent).toEqual([3]);
  expect(clock.pending).toBe(0);
});

test('at once where there is a batch of them', () => {
  const { sent, exporter } = scene(async () => true);
  exporter.take(spans(512));
  expect(sent).toEqual([512]);
});

test('a collector that never answers holds 2048 spans and one call, and the rest are dropped and counted', async () => {
  const { clock, sent, dropped, exporter } = scene(() => new Promise(() => undefined));
  for (let request = 0; request < 1000; request += 1) exporter.take(spans(3));
  clock.pass(60_000);
  await settled();
  expect(sent).toEqual([512]);
  expect(dropped.reduce((sum, count) => sum + count, 0)).toBe(3000 - 2048);
});

test.each<[string, () => Promise<boolean>]>([
  ['refuses', async () => false],
  ['is gone', () => Promise.reject(new Error('no connection'))],
])(
  'a collector that %s costs the spans, which are counted, and is not asked for the same again',
  async (_case, post) => {
    const { sent, dropped, exporter } = scene(post);
    exporter.take(spans(3));
    await exporter.flush();
    await exporter.flush();
    expect([sent, dropped]).toEqual([[3], [3]]);
  },
);

test('who flushes waits for all that was held, those that came meanwhile too', async () => {
  const late: (() => void)[] = [];
  const { sent, exporter } = scene(() => new Promise((resolve) => late.push(() => resolve(true))));
  exporter.take(spans(1));
  const flushed = exporter.flush();
  exporter.take(spans(2));
  late[0]();
  await settled();
  late[1]();
  await flushed;
  expect(sent).toEqual([1, 2]);
});

test('a collector gets OTLP’s JSON, with the headers that it asks for', async () => {
  const got: { readonly url?: string; readonly key?: unknown; readonly type?: string; readonly body: unknown }[] = [];
  const collector = await listen((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const { 'api-key': key, 'content-type': type } = request.headers;
      got.push({ url: request.url, key, type, body: JSON.parse(body) });
      response.end('{}');
    });
  });
  const resource = attributesOf({ 'service.name': 'assistant', replicas: 2, ratio: 0.5, on: true, missing: undefined });
  const post = otlpPost({ url: `${collector.url}/v1/traces`, headers: { 'api-key': 'k' } });
  const dropped: number[] = [];
  const exporter = new OtlpExporter({ resource, post, clock: new ManualClock(), dropped: (n) => dropped.push(n) });
  exporter.take([span('one')]);
  await exporter.flush();
  await collector.close();
  expect(dropped).toEqual([]);
  const attributes = [
    { key: 'service.name', value: { stringValue: 'assistant' } },
    { key: 'replicas', value: { intValue: '2' } },
    { key: 'ratio', value: { doubleValue: 0.5 } },
    { key: 'on', value: { boolValue: true } },
  ];
  const scopeSpans = [{ scope: { name: 'cdk-understudy' }, spans: [span('one')] }];
  const body = { resourceSpans: [{ resource: { attributes }, scopeSpans }] };
  expect(got).toEqual([{ url: '/v1/traces', key: 'k', type: 'application/json', body }]);
});
