import type { ChatMessage } from '../../../lib/gateway/chat/chat-request';
import { argumentsOf, instructionsOf, turnsOf } from '../../../lib/gateway/providers/turns';

const said = (messages: readonly ChatMessage[]) =>
  turnsOf(messages).map(({ role, blocks }) => [
    role,
    ...blocks.map((block) => ('text' in block ? block.text : block.kind)),
  ]);

test('neighbours of one role are one turn; what a tool gave is the user’s', () => {
  expect(
    said([
      { role: 'system', text: 's' },
      { role: 'user', text: 'a' },
      { role: 'user', text: 'b' },
      { role: 'assistant', text: '', calls: [{ id: '1', name: 't', arguments: '{}' }] },
      { role: 'tool', text: 'r', callId: '1', name: 't' },
      { role: 'user', text: 'c' },
    ]),
  ).toEqual([
    ['user', 'a', 'b'],
    ['assistant', 'call'],
    ['user', 'r', 'c'],
  ]);
});

test('a history that was cut to begin with an answer begins with a note; blank texts are left out', () => {
  expect(
    said([
      { role: 'assistant', text: 'a' },
      { role: 'user', text: ' ' },
      { role: 'assistant', text: 'b' },
    ]),
  ).toEqual([
    ['user', '(earlier messages left out)'],
    ['assistant', 'a', 'b'],
  ]);
});

test('instructions are in their order, without blank ones', () => {
  const messages: ChatMessage[] = ['a', ' ', 'b'].map((text) => ({ role: 'system', text }));
  expect(instructionsOf([...messages, { role: 'user', text: 'u' }])).toEqual(['a', 'b']);
});

test.each([
  ['{"a":1}', { a: 1 }],
  ['', {}],
  [' ', {}],
  ['[1]', { malformed: '[1]' }],
  ['null', { malformed: 'null' }],
  ['{"a":', { malformed: '{"a":' }],
])('of the arguments %j a protocol that wants them parsed gets %j', (text, read) => {
  expect(argumentsOf({ id: '1', name: 't', arguments: text })).toEqual(read);
});

test('arguments that are nested deeper than anybody could write them again are told as they are', () => {
  const text = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  expect(argumentsOf({ id: '1', name: 't', arguments: text })).toEqual({ malformed: text });
});
