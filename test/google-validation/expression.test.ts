import fc from 'fast-check';
import { ref } from './fixture/ref';
import { interpolations, loneReference, readExpressions } from './stack/expression';

test.each<[text: string, addresses: string[]]>([
  ['plain', []],
  [ref('google_pubsub_topic.Jobs.id'), ['google_pubsub_topic.Jobs']],
  [`a ${ref('google_pubsub_topic.Jobs.id')} b ${ref('var.x')}`, ['google_pubsub_topic.Jobs', 'var.x']],
  [ref('data.google_project.This.number'), ['data.google_project.This']],
  [ref('join(",", google_pubsub_topic.Jobs.labels, [local.a])'), ['google_pubsub_topic.Jobs', 'local.a']],
  [ref(`"of ${ref('google_pubsub_topic.Jobs.id')}"`), ['google_pubsub_topic.Jobs']],
  [ref('"google_pubsub_topic.Jobs.id"'), []],
  [ref('path.module'), []],
  [ref('true ? null : each.value'), []],
  [`$${ref('google_pubsub_topic.Jobs.id')}`, []],
])('%s reads %j', (text, addresses) => {
  const read = readExpressions({ deep: [text], '//': { ignored: ref('google_x.Comment.id') } });
  expect(read).toEqual({
    references: addresses.map((address) => expect.objectContaining({ address })),
    notUnderstood: [],
  });
});

test.each([
  [ref('google_a.B.c["d"].e[0].f.1.*.g'), ['c', 'd', 'e', 'f', 'g']],
  [ref('data.terraform_remote_state.S.outputs.address'), ['outputs', 'address']],
])('positions in lists are no steps: %s', (text, steps) => {
  expect(loneReference(text)?.steps).toEqual(steps);
});

test.each([`x${ref('google_a.B.c')}`, ref('google_a.B.c + 1'), ref('upper(google_a.B.c)'), 'google_a.B.c', 7, null])(
  '%s is no lone reference',
  (value) => {
    expect(loneReference(value)).toBeUndefined();
  },
);

test.each(['module.a.b', 'google_a', 'unheard.of'])('%s is not understood, and said so', (expression) => {
  expect(readExpressions(ref(expression)).notUnderstood).toEqual([expression]);
});

test('every interpolation between plain words is found, whatever braces and quotes it holds', () => {
  const inner = fc.constantFrom('a.b', '{ a = "}" }', '"\\"}"', `"${ref('x_y.z.w')}"`, '[{}, {}]');
  const plain = fc.constantFrom('', 'x', '$', '{', '}', `$${ref('no')}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, inner), { maxLength: 5 }), (parts) => {
      // A dollar just before an interpolation would escape it.
      const text = parts.map(([before, expression]) => `${before === '$' ? '$ ' : before}${ref(expression)}`).join('');
      expect(interpolations(text)).toEqual(parts.map(([, expression]) => expression));
    }),
  );
});
