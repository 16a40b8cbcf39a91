import type { Span } from '../../../../lib/gateway/observe/spans/span';
import { throughAdapters } from '../../support/through-adapters';
import { until } from '../../support/until';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const recorded = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=b' };
const notRecorded = { traceparent: `00-${TRACE}-${PARENT}-00` };

const attributeOf = (span: Span, key: string) => {
  const { value } = span.attributes.find((attribute) => attribute.key === key) ?? {};
  return value && Object.values(value)[0];
};

throughAdapters((scene) => {
  const ask = (headers: Record<string, string>, model = 'chat', stream = false) =>
    scene.client.chat.completions.create(
      { model, temperature: 0.5, stream, messages: [{ role: 'user', content: 'a question' }] },
      { headers },
    );
  const spans = async (count: number) => {
    await until(() => scene.spans.length === count);
    return scene.spans;
  };

  describe('where nobody records', () => {
    test.each([recorded, notRecorded])('a trace goes on to both kinds of provider as it stands', async (headers) => {
      await ask(headers);
      expect(scene.bedrock.headers).toMatchObject(headers);
      // Signed with the rest, so that nobody on the way can make another trace of it.
      expect(scene.bedrock.headers.authorization).toMatch(/SignedHeaders=[^,]*traceparent/);
      scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
      await ask(headers);
      expect(scene.openWeights.headers).toMatchObject(headers);
    });
  });

  describe('where spans are recorded', () => {
    beforeEach(() => {
      scene.recording = true;
      scene.reset();
    });
    afterAll(() => {
      scene.recording = false;
    });

    test('a request is a server’s span below its caller’s, and each call a client’s below that', async () => {
      scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
      await ask(recorded);
      const [own, first, second] = await spans(3);
      for (const span of [own, first, second]) expect(span.traceId).toBe(TRACE);
      expect(own).toMatchObject({
        parentSpanId: PARENT,
        kind: 2,
        name: 'POST /v1/chat/completions',
        status: { code: 0 },
      });
      expect(first).toMatchObject({ parentSpanId: own.spanId, kind: 3, name: 'chat eu.anthropic.claude-x' });
      expect(first.status.code).toBe(2);
      expect([attributeOf(first, 'gen_ai.provider.name'), attributeOf(first, 'error.type')]).toEqual([
        'aws.bedrock',
        'throttled',
      ]);
      expect(second).toMatchObject({ parentSpanId: own.spanId, name: 'chat qwen', status: { code: 0 } });
      const told = Object.fromEntries(second.attributes.map(({ key }) => [key, attributeOf(second, key)]));
      expect(told).toEqual({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai-compatible',
        'gen_ai.request.model': 'qwen',
        'gen_ai.request.temperature': 0.5,
        'gen_ai.response.model': 'qwen',
        'gen_ai.response.finish_reasons': { values: [{ stringValue: 'stop' }] },
        'gen_ai.usage.input_tokens': '5',
        'gen_ai.usage.output_tokens': '3',
        'understudy.rung': 'open-weights',
      });
    });

    test('who is called learns of the call’s own span', async () => {
      await ask(recorded);
      const [, call] = await spans(2);
      expect(scene.bedrock.headers).toMatchObject({ traceparent: `00-${TRACE}-${call.spanId}-01`, tracestate: 'a=b' });
    });

    test('a request without a trace begins one, and the log knows it', async () => {
      await ask({});
      const [own, call] = await spans(2);
      expect(own.parentSpanId).toBeUndefined();
      expect(scene.bedrock.headers.traceparent).toBe(`00-${own.traceId}-${call.spanId}-01`);
      expect(scene.lines[0].trace).toBe(own.traceId);
    });

    test('a trace that its caller does not record is not recorded, and goes on as it stands', async () => {
      await ask(notRecorded);
      expect(scene.bedrock.headers).toMatchObject(notRecorded);
      expect(scene.spans).toEqual([]);
    });

    test('a stream’s spans last until its last byte, and say how it broke', async () => {
      scene.bedrock.mood = { kind: 'break', texts: ['hello'], type: 'modelStreamErrorException' };
      const stream = (await ask(recorded, 'chat', true)) as unknown as AsyncIterable<object>;
      await expect(
        (async () => {
          for await (const _chunk of stream);
        })(),
      ).rejects.toThrow();
      const [own, call] = await spans(2);
      for (const span of [own, call]) expect(span.status.code).toBe(2);
      expect(attributeOf(call, 'error.type')).toBe('unavailable');
      expect(call.endTimeUnixNano).toBe(own.endTimeUnixNano);
    });

    test('an answer that began again is two calls, of which the first broke off', async () => {
      scene.bedrock.mood = { kind: 'break', texts: ['hello'], type: 'modelStreamErrorException' };
      const { body } = await scene.raw({ model: 'told', stream: true, messages: [{ role: 'user', content: 'hi' }] });
      expect(body).toContain('event: restart');
      const [, first, second] = await spans(3);
      expect([attributeOf(first, 'error.type'), attributeOf(second, 'error.type')]).toEqual(['broken-off', undefined]);
    });

    test('nothing of what was said is in a span, but where the route asks for it', async () => {
      scene.bedrock.mood = { kind: 'answer', texts: ['an answer'] };
      await ask(recorded);
      expect(JSON.stringify(await spans(2))).not.toMatch(/a question|an answer/);
      scene.spans.length = 0;
      await ask(recorded, 'told');
      const [, call] = await spans(2);
      const [input, output] = ['input', 'output'].map((way) => String(attributeOf(call, `gen_ai.${way}.messages`)));
      expect(JSON.parse(input)).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'a question' }] }]);
      expect(JSON.parse(output)).toEqual([
        { role: 'assistant', parts: [{ type: 'text', content: 'an answer' }], finish_reason: 'stop' },
      ]);
    });
  });

  test('a route that asks for it has prompts and answers in its log, whole and streamed', async () => {
    for (const stream of [false, true]) {
      scene.lines.length = 0;
      await scene.raw({ model: 'told', stream, messages: [{ role: 'user', content: 'a question' }] });
      await until(() => scene.lines.length === 1);
      expect(scene.lines[0]).toMatchObject({ prompt: [{ role: 'user', text: 'a question' }], answer: 'hello there' });
    }
  });

  test('of an answer that began again the log has what stands', async () => {
    scene.bedrock.mood = { kind: 'break', texts: ['void'], type: 'modelStreamErrorException' };
    await scene.raw({ model: 'told', stream: true, messages: [{ role: 'user', content: 'a question' }] });
    await until(() => scene.lines.length === 1);
    expect(scene.lines[0].answer).toBe('good day');
  });
});
