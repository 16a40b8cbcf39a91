import { deadLetters, queue, toDeadLetters } from '../blocks';
import { type Example, only } from '../example';

const jobs = { Jobs: queue(toDeadLetters), ...deadLetters };

/** SAM is a macro that makes functions and roles. */
export const example: Example = {
  compliant: only(jobs, { sections: { Transform: 'AWS::LanguageExtensions' } }),
  broken: only(jobs, { sections: { Transform: 'AWS::Serverless-2016-10-31' } }),
  kind: 'undecided',
};
