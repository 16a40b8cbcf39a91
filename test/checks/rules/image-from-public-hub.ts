import { container, DIGEST, IMAGE } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Task: container({ Image: IMAGE }) }),
  broken: only({ Task: container({ Image: `vllm/vllm-openai@${DIGEST}` }) }),
};
