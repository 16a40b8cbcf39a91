/** A fault that one request does not show; the tests of `lasting-faults.test.ts` are named after these. */
export interface LastingFault {
  readonly fault: string;
  /** What callers got, and when. */
  readonly got: string;
  readonly calls: string;
}

export const LASTING = {
  outage: {
    fault: '503 for long, 20 callers after each other',
    got: 'the second rung’s answer; from the fourth on at once',
    calls: '3',
  },
  storm: {
    fault: '503, 50 callers at once, then 10 more',
    got: 'the second rung’s answer',
    calls: 'at most 55, then 0',
  },
  flapping: {
    fault: 'flapping: every other call fails, 40 callers',
    got: 'an answer of the first or the second rung',
    calls: 'at most 12, then the breaker is open',
  },
  neverTaken: {
    fault: 'connections that nobody takes, two callers at once',
    got: 'the second rung’s answer (`unreachable`) when 2 s are over',
    calls: '0',
  },
  once: { fault: '500 once, after ten good calls', got: 'the first rung’s answer', calls: '2' },
  denied: {
    fault: '401, 403 or 404, 10 callers',
    got: 'the second rung’s answer; an alarm for the team',
    calls: '1 in a minute',
  },
  throttledFor: { fault: '429 with Retry-After, 5 callers', got: 'the second rung’s answer', calls: '1 until then' },
  throttled: {
    fault: '429 without Retry-After, 3 callers',
    got: 'the second rung’s answer; after a second the first’s',
    calls: '1 in a second',
  },
  left: {
    fault: 'a caller who leaves',
    got: 'nothing: the upstream call is cancelled within 1 s, and no rung below is asked',
    calls: '1',
  },
  impatient: {
    fault: 'a silent model whose callers leave after more than half of its time, 3 of them',
    got: 'nothing; the breaker opens, and the next caller has the second rung’s answer at once',
    calls: '3',
  },
  late: {
    fault: 'an upstream that answers after the caller left',
    got: 'nothing; the next caller is answered',
    calls: '1',
  },
  deadline: {
    fault: 'all models silent, a caller’s own deadline of 300 ms',
    got: 'the deterministic tier’s answer within 300 ms, and what the machine adds',
    calls: '1',
  },
  largeBody: { fault: 'a caller’s body of 50 MB', got: '413 `body-too-large`', calls: '0' },
  slowReaders: {
    fault: 'a thousand readers who do not read (plain Node)',
    got: 'nobody is blamed but they: they are shed or cut, memory stays bounded, and whoever comes then is answered',
    calls: '1 for each who is let in',
  },
} as const satisfies Readonly<Record<string, LastingFault>>;

export const titleOf = ({ fault, got }: LastingFault) => `${fault}: ${got}`;
