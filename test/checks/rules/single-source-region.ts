import { allow, twoRegions, worker } from '../blocks';
import { type Example, only } from '../example';

const invoke = allow('bedrock:InvokeModel', [
  'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/global.anthropic.claude',
  'arn:aws:bedrock:*::foundation-model/anthropic.claude',
]);

export const example: Example = {
  compliant: twoRegions(() => worker([invoke])),
  broken: only(worker([invoke])),
  objectives: { survive: ['any-cell'] },
};
