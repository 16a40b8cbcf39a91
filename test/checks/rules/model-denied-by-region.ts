import { allow, worker } from '../blocks';
import { type Example, only } from '../example';

const ARN = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const MODEL = 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0';
const permitted = allow('bedrock:InvokeModel', [ARN, MODEL]);

export const example: Example = {
  compliant: only(worker([permitted])),
  broken: only(
    worker([
      permitted,
      allow('*', '*', 'Deny', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
    ]),
  ),
};
