import { batchedLines } from '../../../lib/gateway/observe/lines';

test('lines of one turn go out together, and none is lost or written twice', () => {
  const written: string[] = [];
  const turns: (() => void)[] = [];
  const write = batchedLines(
    (text) => written.push(text),
    (run) => turns.push(run),
  );
  write('a');
  write('b');
  expect(written).toEqual([]);
  turns.shift()?.();
  write('c');
  turns.shift()?.();
  expect(written).toEqual(['a\nb\n', 'c\n']);
  expect(turns).toEqual([]);
});
