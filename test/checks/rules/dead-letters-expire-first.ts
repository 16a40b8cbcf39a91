import { deadLetters, queue, toDeadLetters } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Jobs: queue(toDeadLetters), ...deadLetters }),
  broken: only({ Jobs: queue(toDeadLetters), Dead: queue({ MessageRetentionPeriod: 86_400 }) }),
};
