/** What an answer must satisfy: all that is given. A streamed answer is held back until it does. */
export interface AnswerRule {
  /**
   * A JSON Schema of draft 2020-12: the answer must be JSON that it admits.
   * @default - any text
   */
  readonly jsonSchema?: Record<string, unknown>;
  /**
   * A regular expression's source, found somewhere in the answer. One that can take longer by a power of the answer's length is refused.
   * @default - none
   */
  readonly pattern?: string;
  /**
   * From 0 to 1: the largest share of its sequences of four words that may repeat an earlier one.
   * @default 1
   */
  readonly maxRepetition?: number;
  /**
   * From 0 to 1: the largest share of a rung's last 100 answers on the route in which it may refuse in words; a refusal
   * above it falls to the next rung. A content filter's refusal is never counted, and never answered by another model.
   * @default 1
   */
  readonly maxRefusalRate?: number;
  /**
   * With `maxRefusalRate`: a regular expression's source, found in an answer that refuses, whatever the case of its letters.
   * @default - how models refuse in English
   */
  readonly refusalPattern?: string;
}
