/** What a provider promises a month, in percent. */
export interface Commitment {
  readonly percent: number;
  readonly source: string;
  /** Read on the provider's own page; quoted by others; or not confirmed. */
  readonly standing: 'provider' | 'second-hand' | 'unconfirmed';
}

const promised = (percent: number, source: string, standing: Commitment['standing'] = 'provider'): Commitment => {
  return { percent, source, standing };
};

/**
 * Monthly uptime commitments by the services' words. They say when money is given back, not how often something fails:
 * an availability that is reckoned from them is a statement about contracts.
 */
export const SLAS: Readonly<Record<string, Commitment>> = {
  bedrock: promised(99.9, 'Amazon Bedrock SLA, per Region'),
  vertex: promised(99.5, 'Vertex AI SLA, generateContent'),
  'cloud-run': promised(99.95, 'Cloud Run SLA'),
  dynamodb: promised(99.99, 'Amazon DynamoDB SLA'),
  lambda: promised(99.95, 'AWS Lambda SLA, 2019', 'second-hand'),
  apigateway: promised(99.95, 'Amazon API Gateway SLA, 2019', 'second-hand'),
  ecs: promised(99.99, 'Amazon Compute SLA, 2019', 'second-hand'),
  ec2: promised(99.99, 'Amazon Compute SLA, 2019', 'second-hand'),
  elb: promised(99.99, 'Elastic Load Balancing SLA, 2019', 'second-hand'),
  sqs: promised(99.9, 'Amazon SQS SLA', 'unconfirmed'),
  pubsub: promised(99.95, 'Pub/Sub SLA', 'unconfirmed'),
};

/** A provider whose promise nobody here knows: somewhere between these. */
export const UNKNOWN_PERCENT = { least: 99, most: 99.9 } as const;
