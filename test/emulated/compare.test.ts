import { compare, UNDECIDED } from './compare';

test.each<[what: string, declared: unknown, found: unknown, paths: string[]]>([
  ['the same', { A: 1, B: ['x'] }, { A: 1, B: ['x'] }, []],
  ['more than was declared', { A: 1 }, { A: 1, B: 2 }, []],
  ['a number as text', { A: 40 }, { A: '40.0' }, []],
  ['a truth value as text', { A: true }, { A: 'True' }, []],
  ['a list in another order', { A: ['x', 'y'] }, { A: ['y', 'x'] }, []],
  ['a list of one as what it holds', { A: ['x'] }, { A: 'x' }, []],
  ['what refers to the unknown', { A: `arn:${UNDECIDED}:x` }, { A: 'arn:aws:x' }, []],
  ['another value', { A: 1, B: { C: 'x' } }, { A: 1, B: { C: 'y' } }, ['B.C']],
  ['text that is not the number', { A: 1 }, { A: '1s' }, ['A']],
  ['nothing at all', { A: { B: 1 } }, undefined, ['']],
  ['a member missing', { A: false }, {}, ['A']],
  ['a longer list', { A: ['x'] }, { A: ['x', 'y'] }, ['A']],
  ['one twice for two', { A: ['x', 'x'] }, { A: ['x', 'y'] }, ['A[1]']],
  ['another end behind the unknown', { A: `${UNDECIDED}/x` }, { A: 'b/y' }, ['A']],
  ['nothing for the unknown', { A: UNDECIDED }, {}, ['A']],
])('%s', (_what, declared, found, paths) => {
  expect(compare(declared, found).map(({ path }) => path)).toEqual(paths);
});
