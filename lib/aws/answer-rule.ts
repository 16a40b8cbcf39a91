/** What an answer must satisfy: all that is given. A streamed answer is held back until it does. */
export interface AnswerRule {
  /**
   * A JSON Schema of draft 2020-12: the answer must be JSON that it admits.
   * @default - any text
   */
  readonly jsonSchema?: Record<string, unknown>;
  /**
   * A regular expression's source, found somewhere in the answer. One that can backtrack without bound is refused.
   * @default - none
   */
  readonly pattern?: string;
  /**
   * From 0 to 1: the largest share of its sequences of four words that may repeat an earlier one.
   * @default 1
   */
  readonly maxRepetition?: number;
}
