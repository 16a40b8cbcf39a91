import { Admission, type Entered } from '../../../lib/gateway/load/admission';
import { ManualClock } from '../support/manual-clock';

/** Lets in as many as there is room for. */
function fill(admission: Admission, priority: 'high' | 'normal' | 'low'): Entered[] {
  const entered: Entered[] = [];
  for (let one = admission.enter(priority); one !== undefined; one = admission.enter(priority)) entered.push(one);
  return entered;
}

test('of ten times what it takes, only the limit is let in', () => {
  const admission = new Admission(new ManualClock());
  const { limit } = admission;
  const letIn = Array.from({ length: limit * 10 }, () => admission.enter('high')).filter(Boolean);
  expect(letIn).toHaveLength(limit);
  expect(admission.inFlight).toBe(limit);
});

test('each priority leaves room for those above it', () => {
  const admission = new Admission(new ManualClock());
  fill(admission, 'low');
  const low = admission.inFlight;
  fill(admission, 'normal');
  const normal = admission.inFlight;
  fill(admission, 'high');
  expect(low).toBeLessThan(normal);
  expect(normal).toBeLessThan(admission.inFlight);
  expect(admission.enter('low')).toBeUndefined();
});

test('who leaves makes room once, however often it says so', () => {
  const admission = new Admission(new ManualClock());
  const [first] = fill(admission, 'high');
  first.leave();
  first.leave();
  expect(fill(admission, 'high')).toHaveLength(1);
});

test('slow answers lower the limit, a window at a time', () => {
  const clock = new ManualClock();
  const admission = new Admission(clock);
  const before = admission.limit;
  const [one] = fill(admission, 'normal');
  const window = (milliseconds: number) => {
    for (let sample = 0; sample < 11; sample += 1) {
      clock.pass(100);
      one.answered('frontier', milliseconds);
    }
  };
  window(100);
  for (let count = 0; count < 5; count += 1) window(1000);
  expect(admission.limit).toBeLessThan(before);
});

test('a few slow answers are no window', () => {
  const clock = new ManualClock();
  const admission = new Admission(clock);
  const before = admission.limit;
  const one = admission.enter('normal');
  for (const milliseconds of [100, 9000, 9000]) {
    clock.pass(5000);
    one?.answered('frontier', milliseconds);
  }
  expect(admission.limit).toBe(before);
});
