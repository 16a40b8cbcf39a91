import fc from 'fast-check';
import { parseRequest } from '../../../lib/gateway/chat/parse-request';

const user = { role: 'user', content: 'hello' };

function parse(body: unknown) {
  return parseRequest(JSON.stringify(body));
}

function requestOf(body: object) {
  const parsed = parse({ model: 'chat', messages: [user], ...body });
  if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.request;
}

function mistakesOf(body: object) {
  const parsed = parse({ model: 'chat', messages: [user], ...body });
  return parsed.kind === 'mistakes' ? parsed.mistakes.map(({ code, param }) => `${code} ${param}`) : [];
}

test('the smallest request', () => {
  expect(requestOf({})).toEqual({
    route: 'chat',
    messages: [{ role: 'user', text: 'hello' }],
    stream: false,
    includeUsage: false,
    maxTokens: undefined,
    temperature: undefined,
    topP: undefined,
    stop: [],
  });
});

test.each([
  [
    { stream: true, stream_options: { include_usage: true } },
    { stream: true, includeUsage: true },
  ],
  [{ max_tokens: 5 }, { maxTokens: 5 }],
  [{ max_completion_tokens: 6, max_tokens: 5 }, { maxTokens: 6 }],
  [{ temperature: 0 }, { temperature: 0 }],
  [{ top_p: 0.5 }, { topP: 0.5 }],
  [{ stop: 'x' }, { stop: ['x'] }],
  [{ stop: ['x', 'y'] }, { stop: ['x', 'y'] }],
  [
    { temperature: null, stop: null, stream: null },
    { temperature: undefined, stop: [], stream: false },
  ],
  [{ n: 1, tools: [], response_format: { type: 'text' }, logprobs: false, modalities: ['text'] }, { route: 'chat' }],
  [{ seed: 1, user: 'u' }, { route: 'chat' }],
])('reads %j', (body, read) => {
  expect(requestOf(body)).toMatchObject(read);
});

test('reads roles and text parts', () => {
  const messages = [
    { role: 'system', content: 's' },
    { role: 'developer', content: 'd' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    { role: 'assistant', content: 'r' },
  ];
  expect(requestOf({ messages }).messages).toEqual([
    { role: 'system', text: 's' },
    { role: 'system', text: 'd' },
    { role: 'user', text: 'a\nb' },
    { role: 'assistant', text: 'r' },
  ]);
});

test.each([
  [{ model: undefined }, ['invalid-request model']],
  [{ model: 7 }, ['invalid-request model']],
  [{ messages: undefined }, ['invalid-request messages']],
  [{ messages: [] }, ['invalid-request messages']],
  [{ messages: [{ role: 'system', content: 's' }] }, ['invalid-request messages']],
  [{ messages: ['hello'] }, ['invalid-request messages[0]']],
  [{ messages: [user, { role: 'boss', content: 'x' }] }, ['invalid-request messages[1].role']],
  [{ messages: [{ role: 'user' }] }, ['invalid-request messages[0].content']],
  [{ messages: [{ role: 'user', content: [] }] }, ['invalid-request messages[0].content']],
  [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, ['invalid-request messages[0].content[0].text']],
  [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, ['unsupported messages[0].content[0].type']],
  [{ messages: [{ role: 'tool', content: 'x' }] }, ['unsupported messages[0].role']],
  [{ messages: [{ role: 'assistant', content: '', tool_calls: [{}] }, user] }, ['unsupported messages[0].tool_calls']],
  [{ stream: 'yes' }, ['invalid-request stream']],
  [{ max_tokens: 0 }, ['invalid-request max_tokens']],
  [{ max_tokens: 1.5 }, ['invalid-request max_tokens']],
  [{ temperature: 2.1 }, ['invalid-request temperature']],
  [{ top_p: -1 }, ['invalid-request top_p']],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, ['invalid-request stop']],
  [{ tools: [{}] }, ['unsupported tools']],
  [{ n: 2 }, ['unsupported n']],
  [{ logprobs: true }, ['unsupported logprobs']],
  [{ response_format: { type: 'json_object' } }, ['unsupported response_format']],
  [{ modalities: ['audio'] }, ['unsupported modalities']],
  [{ audio: {} }, ['unsupported audio']],
  [
    { model: '', messages: [{ role: 'x' }], temperature: 'hot', tools: [{}] },
    [
      'invalid-request model',
      'invalid-request messages[0].role',
      'invalid-request messages[0].content',
      'invalid-request temperature',
      'unsupported tools',
    ],
  ],
])('refuses %j', (body, mistakes) => {
  expect(mistakesOf(body)).toEqual(mistakes);
});

test.each(['', 'no json', '[]', '"text"', 'null', '7'])('the body %j is none', (text) => {
  expect(parseRequest(text)).toMatchObject({ kind: 'mistakes', mistakes: [{ code: 'invalid-body' }] });
});

test('no body makes it throw', () => {
  const body = fc.record(
    {
      model: fc.anything(),
      messages: fc.oneof(fc.anything(), fc.array(fc.record({ role: fc.anything(), content: fc.anything() }))),
      stop: fc.anything(),
      stream_options: fc.anything(),
      tools: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(body, (value) => {
      expect(['request', 'mistakes']).toContain(parseRequest(JSON.stringify(value)).kind);
    }),
  );
});
