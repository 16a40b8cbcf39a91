import { type Example, only } from '../example';
import { CHAT, intent } from '../intent';

export const example: Example = {
  compliant: only({}, { intent: intent() }),
  broken: only({}, { intent: intent({ routes: [{ ...CHAT, floor: 2 }] }) }),
  objectives: { survive: ['any-provider'] },
};
