import { type Example, only } from '../example';
import { CHAT, intent, OPEN_WEIGHTS, SCRIPT } from '../intent';

const estate = (residency: readonly string[]) =>
  only(
    {},
    {
      intent: intent({
        ladder: [{ ...OPEN_WEIGHTS, residency }, SCRIPT],
        routes: [{ ...CHAT, floor: 2, residency: ['eu'] }],
      }),
    },
  );

export const example: Example = {
  compliant: estate(['eu']),
  broken: estate(['us']),
};
