import { parseDuration } from '../../lib/command/duration';

test.each([
  ['500ms', 0.5],
  ['10s', 10],
  ['1.5m', 90],
  ['1h', 3600],
  ['0s', 0],
  ['2h52m', 10_320],
  ['10', 10],
  ['0.5', 0.5],
  ['', undefined],
  ['5m2h', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['-1s', undefined],
  ['1e3s', undefined],
  ['s', undefined],
  ['10 s', undefined],
])('the duration %s is %s seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
