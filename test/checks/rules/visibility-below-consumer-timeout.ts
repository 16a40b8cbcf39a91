import { deadLetters, feeds, queue, toDeadLetters, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only({ Jobs: queue(toDeadLetters), ...deadLetters, ...worker(), Feed: feeds('Jobs') }),
  broken: only({
    Jobs: queue({ ...toDeadLetters, VisibilityTimeout: 10 }),
    ...deadLetters,
    ...worker(),
    Feed: feeds('Jobs'),
  }),
};
