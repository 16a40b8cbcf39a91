import { deadLetters, feeds, queue, toDeadLetters, twoRegions, worker } from '../blocks';
import type { Example } from '../example';

const jobs = () => ({
  ...worker(),
  Jobs: queue(toDeadLetters),
  ...deadLetters,
  Feed: feeds('Jobs'),
});

export const example: Example = {
  compliant: twoRegions(jobs),
  broken: twoRegions((name) => (name === 'eu-west-1' ? jobs() : {})),
};
