/** What a model can beyond text. A request that needs one of these goes to no rung that does not declare it. */
export enum Ability {
  /** Calls tools. */
  TOOLS = 'tools',
  /** Answers with JSON, by a schema where one is given. */
  JSON = 'json',
  /** Sees images. */
  IMAGES = 'images',
}
