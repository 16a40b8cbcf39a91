/** How something fails, and what that means. `kill` is `refuse`, said of a place. */
const MEANT = {
  kill: 'as refuse, said of a place',
  refuse: 'nobody listens: a connection fails at once',
  hang: 'nothing answers: a connection, or a call, waits for its time-out',
  slow: 'answers come, later than a checker waits',
  error: 'errors, or a share of them: error:0.3',
  throttle: 'refused for load: 429 and its kin',
  garbage: 'answers without usable content: the gateway notices',
  nonsense: 'fluent and wrong: nobody notices but an answer rule and the quality probe',
  stale: 'what is read is old: a verdict that nobody renews',
  yes: 'answers 200 to everything, checks included, and does nothing',
  evacuate: 'a person switches it off: traffic is to leave, and nothing has failed',
} as const;

export type How = keyof typeof MEANT;

export const MANNERS = Object.keys(MEANT) as readonly How[];

/** One on each line, for those who choose. */
export function meanings(): string {
  return MANNERS.map((how) => `  ${how.padEnd(10)} ${MEANT[how]}`).join('\n');
}

export interface Manner {
  readonly how: How;
  /** Of `error`: the share of calls that fail, 1 where it is left out. */
  readonly rate?: number;
}
