import { att, deadLetters, queue, toDeadLetters } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Jobs: queue(toDeadLetters), ...deadLetters }),
  broken: only({
    Jobs: queue({ RedrivePolicy: { deadLetterTargetArn: att('Dead'), maxReceiveCount: 1 } }),
    ...deadLetters,
  }),
};
