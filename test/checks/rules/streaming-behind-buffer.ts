import { allow, api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

const ARN = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const MODEL = 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0';
const estate = (ResponseTransferMode: string) =>
  only({
    ...worker([allow('bedrock:InvokeModelWithResponseStream', [ARN, MODEL])]),
    ...api({ chat: calls('Live', { ResponseTransferMode }) }),
  });

export const example: Example = {
  compliant: estate('STREAM'),
  broken: estate('BUFFERED'),
};
