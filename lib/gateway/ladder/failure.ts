/** Why a rung gave no answer, or none to its end. A closed list: it goes into headers, logs and metrics. */
export type Failure =
  /** No connection, or one that broke. */
  | 'unreachable'
  /** No headers, no first token or no whole answer within its time. */
  | 'timeout'
  /** It began to answer, and fell silent. */
  | 'stalled'
  /** Refused for load: 429 and its kin. Says nothing about the model's health. */
  | 'throttled'
  /** The provider failed: 5xx and its kin. */
  | 'unavailable'
  /** Our credentials do not open it, or could not be read. */
  | 'denied'
  /** There is no such model. */
  | 'missing'
  /** The provider does not take the request, and would not take it again. */
  | 'rejected'
  /** The request is longer than the model's context. */
  | 'context-length'
  /** The provider's content filter refuses the request. */
  | 'content-filter'
  /** It answered, with nothing. */
  | 'empty'
  /** It answered, and not as the route asks. */
  | 'unsatisfying'
  /** It stopped without saying that it was done. */
  | 'truncated'
  /** It does not speak its protocol. */
  | 'garbled'
  /** The caller left before it had answered. */
  | 'abandoned'
  /** It was there, and the caller did not take it in time. */
  | 'unread';
