import { batchedLines } from '../../../lib/gateway/observe/lines';

function lines() {
  const written: string[] = [];
  const waits: (() => void)[] = [];
  const batched = batchedLines(
    (text) => written.push(text),
    (run) => waits.push(run),
  );
  return { written, waits, ...batched };
}

test('lines of one wait go out together, and none is lost or written twice', () => {
  const { line, written, waits } = lines();
  line('a');
  line('b');
  expect(written).toEqual([]);
  waits.shift()?.();
  line('c');
  waits.shift()?.();
  expect(written).toEqual(['a\nb\n', 'c\n']);
  expect(waits).toEqual([]);
});

test('what is held goes out when the process ends, and is not written again', () => {
  const { line, flush, written, waits } = lines();
  line('a');
  flush();
  flush();
  waits.shift()?.();
  expect(written).toEqual(['a\n']);
});

test('no more is held than a write is worth', () => {
  const { line, written } = lines();
  const long = 'x'.repeat(1000);
  for (let count = 0; count < 66; count += 1) line(long);
  expect(written).toEqual([`${long}\n`.repeat(66)]);
});
