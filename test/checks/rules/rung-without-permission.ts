import { allow, worker } from '../blocks';
import { type Example, only } from '../example';
import { FRONTIER, intent, SCRIPT } from '../intent';

const ARN = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const MODEL = 'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0';
const estate = (actions: string[]) =>
  only(worker([allow(actions, [ARN, MODEL])]), { intent: intent({ ladder: [FRONTIER, SCRIPT] }) });

export const example: Example = {
  compliant: estate(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']),
  broken: estate(['bedrock:InvokeModel']),
};
