import { allow, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(worker([allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:jobs')])),
  broken: only(worker([allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:jobs')])),
};
