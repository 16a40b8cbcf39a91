import { AnswerKept, promptOf } from '../../../lib/gateway/observe/content';
import { collect, end, text } from '../support/scripted-provider';

test('an image is named and not kept, a call is told', () => {
  const call = { id: '1', name: 'track', arguments: '{"id":1}' };
  const image = { kind: 'image', image: { format: 'png', data: 'AAAA' } } as const;
  expect(
    promptOf([
      { role: 'user', text: 'see', content: [{ kind: 'text', text: 'see' }, image] },
      { role: 'assistant', text: '', calls: [call] },
    ]),
  ).toEqual([
    { role: 'user', text: 'see\n[png]' },
    { role: 'assistant', text: 'track({"id":1})' },
  ]);
});

test('what is longer than a log takes is cut, the oldest first', () => {
  const long = 'x'.repeat(20_000);
  const [old, , last] = promptOf(['system', 'user', 'user'].map((role) => ({ role: role as 'user', text: long })));
  expect(last.text).toBe(long);
  expect(old.text).toBe(' […]');
});

test('of an answer as much is kept as a log takes, and all of it goes on', async () => {
  const kept = new AnswerKept();
  const long = 'x'.repeat(30_000);
  async function* parts() {
    yield text(long);
    yield text(long);
    yield end;
  }
  expect(await collect(kept.passing(parts()))).toEqual([text(long), text(long), end]);
  expect(kept.text).toBe(`${'x'.repeat(32_768)} […]`);
});
