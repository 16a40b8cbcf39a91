/** What becomes of a stream that breaks off after its caller has seen some of it. */
export enum BrokenStream {
  /** It ends with an error event. */
  ERROR = 'error',
  /** It begins again on the next rung, behind a restart event that voids what came before. */
  RESTART = 'restart',
}
