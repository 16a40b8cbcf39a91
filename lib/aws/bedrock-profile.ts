/**
 * Through which inference profile a Region calls a model.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export enum BedrockProfile {
  /** The profile of the geography of the Region that calls. */
  GEOGRAPHIC = 'geographic',
  EU = 'eu',
  US = 'us',
  APAC = 'apac',
  /** All commercial Regions: it bounds no residency. */
  GLOBAL = 'global',
}
