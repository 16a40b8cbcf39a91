import type { BedrockMood } from '../support/fake-bedrock';
import { throughAdapters } from '../support/through-adapters';

const exception = (type: string, status: number, message?: string): BedrockMood => ({
  kind: 'error',
  type,
  status,
  message,
});

/** Bedrock's own exceptions, whose statuses do not always say what they mean. */
throughAdapters((scene) => {
  test.each<[what: string, mood: BedrockMood, reason: string]>([
    ['throttling', exception('ThrottlingException', 429), 'throttled'],
    ['a model that is not ready', exception('ModelNotReadyException', 429), 'throttled'],
    ['unavailability as a 400', exception('ServiceUnavailableException', 400), 'unavailable'],
    ['an outage', exception('InternalServerException', 500), 'unavailable'],
    ['a role that may not', exception('AccessDeniedException', 403), 'denied'],
    ['a model that there is not', exception('ResourceNotFoundException', 404), 'missing'],
    [
      'a model that there is not, as a validation',
      exception('ValidationException', 400, 'The provided model identifier is invalid.'),
      'missing',
    ],
    ['an exception inside a stream', { kind: 'break', texts: [], type: 'modelStreamErrorException' }, 'unavailable'],
    ['a cut connection', { kind: 'cut', texts: [] }, 'unreachable|truncated'],
    ['an empty answer', { kind: 'answer', texts: [] }, 'empty'],
  ])('%s is the next rung’s to answer', async (_what, mood, reason) => {
    scene.bedrock.mood = mood;
    const { status, body } = await scene.raw({
      model: 'chat',
      stream: true,
      messages: [{ role: 'user', content: 'hi' }],
    });
    expect(status).toBe(200);
    expect(body).toMatch(new RegExp(`"reason":"frontier: (${reason})"`));
    expect(body).toContain('"rung":"open-weights"');
    expect(body).toContain('data: [DONE]');
    expect(scene.bedrock.calls).toHaveLength(1);
  });

  test.each([
    ['Input is too long for requested model.', 'context_length_exceeded'],
    ['Output blocked by content filtering policy', 'content_filter'],
    ['temperature: range: 0..1', 'request-rejected'],
  ])('a validation of “%s” is the caller’s, whole and streamed', async (message, code) => {
    scene.bedrock.mood = exception('ValidationException', 400, message);
    for (const stream of [false, true]) {
      const { status, body } = await scene.raw({ model: 'chat', stream, messages: [{ role: 'user', content: 'hi' }] });
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ error: { code, message }, understudy: { attempts: 1 } });
    }
    expect(scene.openWeights.calls).toHaveLength(0);
    // What a provider says of a prompt is for its caller, and not for the log.
    expect(JSON.stringify(scene.lines)).not.toContain(message);
  });

  test('an answer that a guardrail stopped is the answer', async () => {
    scene.bedrock.mood = { kind: 'answer', texts: [], stopReason: 'guardrail_intervened' };
    const { data } = await scene.ask();
    expect(data.choices[0].finish_reason).toBe('content_filter');
    expect(scene.openWeights.calls).toHaveLength(0);
  });

  test('a model that is down is called three times, and not by the SDK’s own retries', async () => {
    scene.bedrock.mood = exception('InternalServerException', 500);
    for (let caller = 0; caller < 6; caller += 1)
      expect((await scene.ask()).data.choices[0].message.content).toBe('good day');
    expect(scene.bedrock.calls).toHaveLength(3);
  });
});
