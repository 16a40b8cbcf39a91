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
}
