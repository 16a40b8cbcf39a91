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

const tool = (name: string) => ({ type: 'function', function: { name } });

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
    ['invalid_type messages[0].content[0].image_url.url'],
  ],
  ...[
    ['https://example.com/a.png', 'unsupported_value'],
    ['data:image/tiff;base64,aGk=', 'unsupported_value'],
    ['data:image/png,hi', 'invalid_value'],
    ['data:image/png;base64,', 'invalid_value'],
    ['data:image/png;base64,a b', 'invalid_value'],
    ['data:text/html;base64,aGk=', 'invalid_value'],
  ].map(([url, code]): [object, string[]] => [
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] },
    [`${code} messages[0].content[0].image_url.url`],
  ]),
  [
    { messages: [user, { role: 'assistant', content: [{ type: 'image_url' }] }] },
    ['unsupported_value messages[1].content[0].type'],
  ],
  [
    { messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] },
    ['unsupported_value messages[0].content[0].type'],
  ],
  [{ messages: [user, { role: 'function', content: 'x' }] }, ['unsupported_value messages[1].role']],
  [{ messages: [user, { role: 'tool', content: 'x' }] }, ['missing_required_parameter messages[1].tool_call_id']],
  [{ messages: [user, { role: 'tool', content: 'x', tool_call_id: 'a' }] }, ['invalid_value messages[1].tool_call_id']],
  [
    { messages: [{ role: 'assistant', content: '', tool_calls: [{}] }, user] },
    ['missing_required_parameter messages[0].tool_calls[0].id', 'invalid_type messages[0].tool_calls[0].function'],
  ],
  [
    { messages: [{ role: 'assistant', tool_calls: [{ type: 'custom' }] }, user] },
    ['unsupported_value messages[0].tool_calls[0].type'],
  ],
  [{ stream: 'yes' }, ['invalid_type stream']],
  [{ max_tokens: 0 }, ['invalid_value max_tokens']],
  [{ max_tokens: 1.5 }, ['invalid_value max_tokens']],
  [{ temperature: 2.1 }, ['invalid_value temperature']],
  [{ top_p: -1 }, ['invalid_value top_p']],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, ['invalid_value stop']],
  [{ tools: {} }, ['invalid_type tools']],
  [{ tools: Array(129).fill(tool('t')) }, ['invalid_value tools']],
  [{ tools: [{}] }, ['unsupported_value tools[0].type']],
  [{ tools: [{ type: 'custom' }] }, ['unsupported_value tools[0].type']],
  [{ tools: [{ type: 'function' }] }, ['missing_required_parameter tools[0].function']],
  [
    { tools: [{ type: 'function', function: { name: 'a b', description: 7, parameters: [], strict: 'x' } }] },
    [
      'invalid_value tools[0].function.name',
      'invalid_type tools[0].function.description',
      'invalid_type tools[0].function.parameters',
      'invalid_type tools[0].function.strict',
    ],
  ],
  [{ tools: [tool('t')], tool_choice: 'some' }, ['invalid_value tool_choice']],
  [{ tools: [tool('t')], tool_choice: 7 }, ['invalid_type tool_choice']],
  [{ tools: [tool('t')], tool_choice: { type: 'allowed_tools' } }, ['unsupported_value tool_choice']],
  [{ tools: [tool('t')], tool_choice: tool('u') }, ['invalid_value tool_choice.function.name']],
  [{ tool_choice: 'required' }, ['invalid_value tool_choice']],
  [{ tools: [tool('t')], parallel_tool_calls: 1 }, ['invalid_type parallel_tool_calls']],
  [{ functions: [{}] }, ['unsupported_parameter functions']],
  [{ metadata: 'x' }, ['invalid_type metadata']],
  [{ metadata: { customer: 7 } }, ['invalid_type metadata']],
  [{ metadata: { customer: 'x'.repeat(513) } }, ['invalid_value metadata']],
  [{ metadata: { ['k'.repeat(65)]: 'x' } }, ['invalid_value metadata']],
  [{ metadata: Object.fromEntries([...Array(17).keys()].map((key) => [key, ''])) }, ['invalid_value metadata']],
  [{ n: 2 }, ['unsupported_value n']],
  [{ logprobs: true }, ['unsupported_value logprobs']],
  [{ response_format: { type: 'xml' } }, ['unsupported_value response_format']],
  [{ response_format: 'json' }, ['invalid_type response_format']],
  [{ response_format: { type: 'json_schema' } }, ['missing_required_parameter response_format.json_schema']],
  [
    { response_format: { type: 'json_schema', json_schema: { name: '', schema: 1, strict: 1, description: 1 } } },
    [
      'invalid_value response_format.json_schema.name',
      'invalid_type response_format.json_schema.schema',
      'invalid_type response_format.json_schema.description',
      'invalid_type response_format.json_schema.strict',
    ],
  ],
  [{ modalities: ['audio'] }, ['unsupported_value modalities']],
  [{ audio: {} }, ['unsupported_parameter audio']],
  [
    { model: '', messages: [{ role: 'x' }], temperature: 'hot', tools: [{}] },
    [
      'invalid_value model',
      'invalid_value messages[0].role',
      'missing_required_parameter messages[0].content',
      'invalid_type temperature',
      'unsupported_value tools[0].type',
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
  [{ functions: [{}] }, '`functions` is not supported here: functions are called tools now'],
  [
    { messages: [{ role: 'user', content: [{ type: 'file' }] }] },
    '`messages[0].content[0].type` must be `text` or `image_url`: nothing else is supported here',
  ],
  [{ model: null }, '`model` is missing; it must be the name of a route'],
  [{ temperature: 'hot' }, '`temperature` must be a number from 0 to 2'],
])('says of %j in a whole sentence what is wrong', (body, message) => {
  const parsed = parse({ model: 'chat', messages: [user], ...body });
  expect(parsed).toMatchObject({ kind: 'mistakes', mistakes: [{ message }] });
});

const listed = (count: number, item: string) => `[${`${item},`.repeat(count - 1)}${item}]`;

test.each([
  ['messages', (list: string) => `{"model":"chat","messages":${list}}`],
  ['parts', (list: string) => `{"model":"chat","messages":[{"role":"user","content":${list}}]}`],
  ['calls', (list: string) => `{"model":"chat","messages":[{"role":"assistant","content":"","tool_calls":${list}}]}`],
])('of a million wrong %s it tells the first', (_what, body) => {
  const parsed = parseRequest(body(listed(1_000_000, '0')));
  expect(parsed.kind === 'mistakes' && parsed.mistakes.length).toBe(20);
});

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['a tool', (deep: string) => `"tools":[{"type":"function","function":{"name":"t","parameters":{"a":${deep}}}}]`],
  ['what nobody reads', (deep: string) => `"x":${deep}`],
])('%s that is nested deeper than anybody could write it again is refused', (_what, member) => {
  const body = (deep: string) => `{"model":"chat","messages":[{"role":"user","content":"hi"}],${member(deep)}}`;
  expect(parseRequest(body(nested(50))).kind).toBe('request');
  expect(parseRequest(body(nested(200_000)))).toEqual({
    kind: 'mistakes',
    mistakes: [{ code: 'invalid_value', param: null, message: 'the body must be nested no more than 100 levels deep' }],
  });
});

test('where a long text stops being JSON is not looked for', () => {
  const parsed = parseRequest('['.repeat(2 * 1024 * 1024));
  expect(parsed).toMatchObject({ mistakes: [{ code: 'invalid-json', message: 'the body is no JSON' }] });
});

test('no body makes it throw', () => {
  const body = fc.record(
    {
      model: fc.anything(),
      messages: fc.oneof(fc.anything(), fc.array(fc.record({ role: fc.anything(), content: fc.anything() }))),
      stop: fc.anything(),
      stream_options: fc.anything(),
      tools: fc.oneof(fc.anything(), fc.array(fc.record({ type: fc.constant('function'), function: fc.anything() }))),
      tool_choice: fc.anything(),
      response_format: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(body, (value) => {
      expect(['request', 'mistakes']).toContain(parseRequest(JSON.stringify(value)).kind);
    }),
  );
});
