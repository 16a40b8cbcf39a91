import type { Duration } from 'aws-cdk-lib/core';

/** What to expect of an answer to a golden prompt: all that is given. */
export interface GoldenExpectation {
  /**
   * A JSON Schema of draft 2020-12: the answer must be JSON that it admits.
   * @default - any text
   */
  readonly jsonSchema?: Record<string, unknown>;
  /**
   * A regular expression's source, found somewhere in the answer.
   * @default - none
   */
  readonly pattern?: string;
  /**
   * From 0 to 1: the largest share of its sequences of four words that may repeat an earlier one.
   * @default 1
   */
  readonly maxRepetition?: number;
  /**
   * The most characters that an answer may have.
   * @default 10000
   */
  readonly maxLength?: number;
  /**
   * The language that an answer is in, told by its commonest words: one of de, en, es, fr, it, nl and pt (ISO 639-1).
   * @default - any
   */
  readonly language?: string;
  /**
   * From the question to the whole answer; at most 45 seconds, since the next minute asks again.
   * @default Duration.seconds(20)
   */
  readonly within?: Duration;
}
