import { container, IMAGE } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Task: container({ Image: IMAGE, Command: ['--model', '/weights/qwen3'] }) }),
  broken: only({ Task: container({ Image: IMAGE, Command: ['--model', 'Qwen/Qwen3-8B'] }) }),
};
