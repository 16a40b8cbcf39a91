import type { AnswerRule } from './route';

/** Languages that an answer can be told to be in, by ISO 639-1: those of which the prober knows the commonest words. */
export const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];

/** What the prober asks of every rung of a route, each minute, and how it knows a good answer. */
export interface Golden {
  /** The question, as a caller would ask it. */
  readonly ask: string;
  /**
   * An answer that is as expected. It proves while the gateway is baked that the expectation can be met, and the
   * rehearsal's stubs give it.
   */
  readonly example: string;
  readonly expect: Expectation;
}

/** All that are given must hold. */
export interface Expectation extends Pick<AnswerRule, 'jsonSchema' | 'pattern' | 'maxRepetition'> {
  /** In characters; 10,000 where it is left out. */
  readonly maxLength?: number;
  readonly language?: Language;
  /** From the question to the whole answer; 20 where it is left out. */
  readonly maxSeconds?: number;
}

export const EXPECTATION_DEFAULTS = { maxLength: 10_000, maxSeconds: 20 } as const;

/** Asked of every rung with a model, whatever routes declare; what says this word has read the question. */
export const DEFAULT_GOLDEN: Golden = {
  ask: 'Reply with this one word and nothing else: understudy',
  example: 'understudy',
  expect: { pattern: '[Uu]nderstudy', maxLength: 1000, maxRepetition: 0.5 },
};
