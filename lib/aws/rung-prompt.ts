/** How a rung is asked on one route, and what it answers there. */
export interface RungPrompt {
  /**
   * Stands before the caller's own messages.
   * @default - those alone
   */
  readonly system?: string;
  /**
   * In place of the caller's.
   * @default - the caller's
   */
  readonly parameters?: PromptParameters;
  /**
   * What is answered: a text with `{{answer}}` once, where the model's own words stand.
   * @default - they alone
   */
  readonly template?: string;
}

/** What a model is told beside the messages. */
export interface PromptParameters {
  /**
   * From 0 to 2, as OpenAI counts it.
   * @default - the caller's
   */
  readonly temperature?: number;
  /**
   * OpenAI's `top_p`, from 0 to 1.
   * @default - the caller's
   */
  readonly topP?: number;
  /**
   * Tokens of an answer.
   * @default - the caller's
   */
  readonly maxTokens?: number;
}
