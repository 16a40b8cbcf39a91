import { allow, api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

const ARN = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const MODEL = 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0';

export const example: Example = {
  compliant: only({ ...worker(), ...api({ health: calls('Live') }) }),
  broken: only({ ...worker([allow('bedrock:InvokeModel', [ARN, MODEL])]), ...api({ health: calls('Live') }) }),
};
