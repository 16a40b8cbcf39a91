import type { Duration } from 'aws-cdk-lib/core';
import type { AnswerRule } from './answer-rule';
import type { BrokenStream } from './broken-stream';
import type { GoldenPrompt } from './golden-prompt';
import type { Priority } from './priority';

/** What a caller asks for by name, in the `model` field of an OpenAI-style request. */
export interface Route {
  readonly name: string;
  /**
   * From the request's arrival to its last byte; at most 15 minutes.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   * @default Duration.seconds(60)
   */
  readonly deadline?: Duration;
  /**
   * The lowest tier (the largest number, 1 to 3) that this route accepts; below it the answer is an error.
   * @default - the ladder's last tier
   */
  readonly floor?: number;
  /**
   * Whether a request may be accepted as a job while no rung meets the floor.
   * @default false
   */
  readonly mayQueue?: boolean;
  /**
   * The residencies in which a request may be processed (`eu`).
   * @default - no fence
   */
  readonly residency?: string[];
  /**
   * What a rung must declare to be asked.
   * @default - nothing
   */
  readonly controls?: string[];
  /**
   * What an answer must satisfy; else the next rung is asked.
   * @default - nothing
   */
  readonly answer?: AnswerRule;
  /**
   * What the prober asks of each rung that may answer, each minute, and how it knows a good answer; at most five.
   * @default - only that a rung answers at all
   */
  readonly golden?: GoldenPrompt[];
  /** @default BrokenStream.ERROR */
  readonly brokenStream?: BrokenStream;
  /** @default Priority.NORMAL */
  readonly priority?: Priority;
  /**
   * Of all requests, those that come by this route, in percent: a whole number. All routes say it, 100 together, or none does.
   * @default - not known: a drill reckons with all of the demand by each route
   */
  readonly demandPercent?: number;
  /**
   * Whether prompts and answers go into the gateways' logs and traces.
   * @default false
   */
  readonly logContent?: boolean;
}
