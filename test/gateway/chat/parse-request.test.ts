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
  [{ metadata: { customer: 'Ann' } }, { metadata: { customer: 'Ann' } }],
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
  [{ model: undefined }, ['missing_required_parameter model']],
  [{ model: 7 }, ['invalid_type model']],
  [{ messages: undefined }, ['missing_required_parameter messages']],
  [{ messages: [] }, ['invalid_value messages']],
  [{ messages: [{ role: 'system', content: 's' }] }, ['invalid_value messages']],
  [{ messages: ['hello'] }, ['invalid_type messages[0]']],
  [{ messages: [user, { role: 'boss', content: 'x' }] }, ['invalid_value messages[1].role']],
  [{ messages: [{ role: 'user' }] }, ['missing_required_parameter messages[0].content']],
  [{ messages: [{ role: 'user', content: [] }] }, ['invalid_type messages[0].content']],
  [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, ['invalid_type messages[0].content[0].text']],
  [
    { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
    ['unsupported_value messages[0].content[0].type'],
  ],
  [{ messages: [{ role: 'tool', content: 'x' }] }, ['unsupported_value messages[0].role']],
  [
    { messages: [{ role: 'assistant', content: '', tool_calls: [{}] }, user] },
    ['unsupported_parameter messages[0].tool_calls'],
  ],
  [{ stream: 'yes' }, ['invalid_type stream']],
  [{ max_tokens: 0 }, ['invalid_value max_tokens']],
  [{ max_tokens: 1.5 }, ['invalid_value max_tokens']],
  [{ temperature: 2.1 }, ['invalid_value temperature']],
  [{ top_p: -1 }, ['invalid_value top_p']],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, ['invalid_value stop']],
  [{ tools: [{}] }, ['unsupported_parameter tools']],
  [{ metadata: 'x' }, ['invalid_type metadata']],
  [{ metadata: { customer: 7 } }, ['invalid_type metadata']],
  [{ metadata: { customer: 'x'.repeat(513) } }, ['invalid_value metadata']],
  [{ metadata: { ['k'.repeat(65)]: 'x' } }, ['invalid_value metadata']],
  [{ metadata: Object.fromEntries([...Array(17).keys()].map((key) => [key, ''])) }, ['invalid_value metadata']],
  [{ n: 2 }, ['unsupported_value n']],
  [{ logprobs: true }, ['unsupported_value logprobs']],
  [{ response_format: { type: 'json_object' } }, ['unsupported_value response_format']],
  [{ modalities: ['audio'] }, ['unsupported_value modalities']],
  [{ audio: {} }, ['unsupported_parameter audio']],
  [
    { model: '', messages: [{ role: 'x' }], temperature: 'hot', tools: [{}] },
    [
      'invalid_value model',
      'invalid_value messages[0].role',
      'missing_required_parameter messages[0].content',
      'invalid_type temperature',
      'unsupported_parameter tools',
    ],
  ],
])('refuses %j', (body, mistakes) => {
  expect(mistakesOf(body)).toEqual(mistakes);
});

test.each([
  ['', 'invalid-json', 'the body is empty'],
  ['  ', 'invalid-json', 'the body is empty'],
  ['no json', 'invalid-json', 'the body is no JSON: see line 1, column 1'],
  ['{\n  "a": foo}', 'invalid-json', 'the body is no JSON: see line 2, column 8'],
  ['{"a": 1', 'invalid-json', 'the body is no JSON: it ends too early, at line 1, column 8'],
  ['[]', 'invalid-body', 'the body must be a JSON object, and is a list'],
  ['"text"', 'invalid-body', 'the body must be a JSON object, and is a string'],
  ['null', 'invalid-body', 'the body must be a JSON object, and is null'],
  ['7', 'invalid-body', 'the body must be a JSON object, and is a number'],
])('the body %j is %s', (text, code, message) => {
  expect(parseRequest(text)).toEqual({ kind: 'mistakes', mistakes: [{ code, param: null, message }] });
});

test.each([
  [{ n: 2 }, '`n` must be 1: more than one choice is not supported here'],
  [{ tools: [{}] }, '`tools` is not supported here'],
  [
    { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
    '`messages[0].content[0].type` must be `text`: images, audio and files are not supported here',
  ],
  [{ model: null }, '`model` is missing; it must be the name of a route'],
  [{ temperature: 'hot' }, '`temperature` must be a number from 0 to 2'],
])('says of %j in a whole sentence what is wrong', (body, message) => {
  const parsed = parse({ model: 'chat', messages: [user], ...body });
  expect(parsed).toMatchObject({ kind: 'mistakes', mistakes: [{ message }] });
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
