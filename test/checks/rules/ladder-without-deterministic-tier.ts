import { type Example, only } from '../example';
import { intent, OPEN_WEIGHTS } from '../intent';

export const example: Example = {
  compliant: only({}, { intent: intent() }),
  broken: only({}, { intent: intent({ ladder: [OPEN_WEIGHTS] }) }),
};
