import { bedrockFault } from '../../../lib/gateway/providers/bedrock/bedrock-failure';
import { known } from '../../../lib/gateway/providers/known';
import { endOf } from '../../../lib/gateway/providers/openai/openai-answer';
import { openAiFault } from '../../../lib/gateway/providers/openai/openai-fault';
import { vertexFault } from '../../../lib/gateway/providers/vertex/vertex-fault';

test('a word of the table stands for what the table says, and no other for anything', () => {
  expect(['a', 'b', undefined, null, 7, ['a']].map((word) => known({ a: 1 }, word))).toEqual([
    1,
    ...Array(5).fill(undefined),
  ]);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a provider whose word is `%s` says no more',
  (word) => {
    const unavailable = { kind: 'fault', failure: 'unavailable' };
    expect(openAiFault(JSON.stringify({ error: { code: word, type: word } }), 500)).toEqual(unavailable);
    expect(vertexFault({ status: word, type: word }, 500)).toEqual(unavailable);
    expect(bedrockFault({ name: word, $metadata: { httpStatusCode: 500 } }, 0)).toEqual(unavailable);
    expect(endOf(word, undefined)).toEqual({ kind: 'fault', failure: 'garbled' });
  },
);
