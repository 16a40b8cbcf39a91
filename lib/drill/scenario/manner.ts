/** How something fails. `kill` is `refuse`, said of a place. */
export const MANNERS = [
  /** Nobody listens: a connection fails at once. */
  'kill',
  'refuse',
  /** Nothing answers: a connection, or a call, waits for its time-out. */
  'hang',
  /** Answers come, later than a checker waits. */
  'slow',
  /** Errors, or a share of them: `error:0.3`. */
  'error',
  /** Refused for load: 429 and its kin. */
  'throttle',
  /** Answers without usable content: the gateway notices. */
  'garbage',
  /** Fluent and wrong: nobody notices but an answer rule and the quality probe. */
  'nonsense',
  /** What is read is old: a verdict that nobody renews. */
  'stale',
  /** Answers 200 to everything, checks included, and does nothing. */
  'yes',
  /** A person switches it off: traffic is to leave, and nothing has failed. */
  'evacuate',
] as const;

export type How = (typeof MANNERS)[number];

export interface Manner {
  readonly how: How;
  /** Of `error`: the share of calls that fail, 1 where it is left out. */
  readonly rate?: number;
}
