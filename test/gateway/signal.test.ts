import { Abortable, abortSignalOf } from '../../lib/gateway/signal';

test('tells those who wait, once, and nobody who waits no more', () => {
  const signal = new Abortable();
  const told: string[] = [];
  const left = () => told.push('left');
  signal.addEventListener('abort', () => told.push('here'));
  signal.addEventListener('abort', left);
  signal.removeEventListener('abort', left);
  expect(signal.aborted).toBe(false);
  signal.abort();
  signal.abort();
  expect([signal.aborted, told]).toEqual([true, ['here']]);
});

test('whoever hears of it may wait no more, or begin to', () => {
  const signal = new Abortable();
  const told: string[] = [];
  const second = () => told.push('second');
  signal.addEventListener('abort', () => signal.removeEventListener('abort', second));
  signal.addEventListener('abort', second);
  signal.abort();
  expect(told).toEqual([]);
});

test.each([['before'], ['after']])(
  'the platform’s own signal follows, if it is aborted %s it was asked for',
  (when) => {
    const signal = new Abortable();
    if (when === 'before') signal.abort();
    const own = abortSignalOf(signal);
    if (when === 'after') {
      expect(own.aborted).toBe(false);
      signal.abort();
    }
    expect([own.aborted, own.reason.name]).toEqual([true, 'AbortError']);
  },
);
