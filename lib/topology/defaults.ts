/** What a document means where it says nothing; the schema prints these, the draft fills them in. */
export const DEFAULTS = {
  routeDeadline: '60s',
  queue: 'never',
  durability: 'region',
  otherCloudDown: 'refuse',
  prefer: 'quality',
  recovery: '150s',
  profile: 'geographic',
  location: 'cell',
} as const;
