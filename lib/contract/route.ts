import type { Golden } from './golden';
import type { Tier } from './ladder';

/** What a caller asks for by name, in the `model` field of an OpenAI-style request. */
export interface Route {
  readonly name: string;
  /** Seconds from the request's arrival to its last byte; at most 900, Lambda's limit. */
  readonly deadlineSeconds: number;
  /** The lowest tier (the largest number) that this route accepts; below it the answer is an error. */
  readonly floor: Tier;
  readonly queue: 'never' | 'allowed';
  /** The residencies in which the request may be processed (`eu`); empty means no fence. */
  readonly residency: readonly string[];
  readonly durability: 'region' | 'cloud';
  /** With `durability: cloud`, what becomes of a job while the other cloud is down. */
  readonly otherCloudDown: 'refuse' | 'region';
  /** What a rung must declare to be asked; none where it is left out. */
  readonly controls?: readonly string[];
  /** What an answer must satisfy; a rung whose answer does not is passed over. None where it is left out. */
  readonly answer?: AnswerRule;
  /** What the prober asks of each rung that may answer. Only that the rung answers at all where it is left out. */
  readonly golden?: readonly Golden[];
  /**
   * What becomes of a stream that breaks after its caller has seen some of it: it ends with an error, or begins again
   * on the next rung behind a restart event. `error` where it is left out.
   */
  readonly brokenStream?: 'error' | 'restart';
  /** Do prompts and answers go into the log, and into traces? Nothing of them does where it is left out. */
  readonly logContent?: boolean;
  /** Who is refused last when the gateway has more to do than it can. `normal` where it is left out. */
  readonly priority?: Priority;
  /** Of all requests, those that come by this route, in percent; all routes say it together, or none does. */
  readonly demandPercent?: number;
}

export type Priority = 'high' | 'normal' | 'low';

/** All that are given must hold. A streamed answer is held back until they do. */
export interface AnswerRule {
  /** A JSON Schema (draft 2020-12): the answer must be JSON that it admits. */
  readonly jsonSchema?: Readonly<Record<string, unknown>>;
  /** A regular expression's source, found somewhere in the answer. */
  readonly pattern?: string;
  /** From 0 to 1: the largest share of the answer's sequences of four words that repeat an earlier one. */
  readonly maxRepetition?: number;
  /**
   * From 0 to 1: the largest share of a rung's last 100 answers on the route in which it may refuse in words. One above it
   * does not satisfy. A content filter's refusal is no answer, is not counted, and always stands.
   */
  readonly maxRefusalRate?: number;
  /** A regular expression's source, found in an answer that refuses, in any case of letters; DEFAULT_REFUSAL where it is left out. */
  readonly refusalPattern?: string;
}

/**
 * What the prober asks where it asks no route: the bare rung, without the prompts that routes give it and the rules
 * that they have for answers. Callers cannot name it.
 */
export const PROBE_ROUTE: Route = {
  name: 'understudy:probe',
  deadlineSeconds: 60,
  floor: 3,
  queue: 'never',
  residency: [],
  durability: 'region',
  otherCloudDown: 'refuse',
};

/** How an answer begins that refuses, in English. */
export const DEFAULT_REFUSAL =
  "^\\s*(?:(?:i['’]m|i am|we['’]re|we are) (?:very |so )?(?:sorry|afraid)|sorry|i apologi[sz]e|unfortunately)?[,.;:!]?" +
  "(?: but)? ?(?:that )?(?:i|we) (?:can ?not|can['’]t|won['’]t|will not|must decline|have to decline|am unable|am not able|are unable|are not able)\\b" +
  "|^\\s*(?:i['’]m|we['’]re) (?:unable|not able)\\b";

/** Which of them an answer does not satisfy. */
export type UnsatisfiedRule = 'json' | 'tools' | 'json-schema' | 'pattern' | 'repetition' | 'refusal';
