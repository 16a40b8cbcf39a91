import type { Duration } from 'aws-cdk-lib/core';

/** How long one call to a rung may take; each is cut where the request's own time is shorter. */
export interface RungTimeouts {
  /**
   * A stream's connection and headers.
   * @default Duration.seconds(10)
   */
  readonly headers?: Duration;
  /**
   * A stream's first content, counted from the call.
   * @default Duration.seconds(30)
   */
  readonly firstToken?: Duration;
  /**
   * Between two pieces of a stream.
   * @default Duration.seconds(20)
   */
  readonly idle?: Duration;
  /**
   * The whole answer.
   * @default - the request's own time
   */
  readonly total?: Duration;
}
