/** What a document means where it says nothing; the schema prints these, the draft fills them in. */
export const DEFAULTS = {
  routeDeadline: '60s',
  queue: 'never',
  durability: 'region',
  otherCloudDown: 'refuse',
  prefer: 'quality',
  recovery: '150s',
  availabilityPercent: 99.9,
  profile: 'geographic',
  location: 'cell',
  posture: 'active-active',
  rollout: 'canary',
  instanceType: 'g6.xlarge',
  vcpus: 8,
  /** Tokens a request to a server of one's own: what fits beside the weights in 24 GB, several times. */
  ownContextWindow: 16_384,
} as const;
