import { service } from '../blocks';
import { type Example, only } from '../example';
import { intent } from '../intent';

const compute = (posture: 'active-active' | 'warm-standby', uncovered: readonly string[] = []) => ({
  compute: {
    posture,
    services: [{ rung: 'own', cell: 'aws:eu-west-1' as const, warm: 2, most: 4, millisecondsPerRequest: 333 }],
    uncovered,
  },
});

export const example: Example = {
  compliant: only({ Model: service() }, { intent: intent(compute('active-active')) }),
  broken: only({ Model: service({ DesiredCount: 1 }) }, { intent: intent(compute('active-active')) }),
};
