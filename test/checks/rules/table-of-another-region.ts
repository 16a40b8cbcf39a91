import { allow, worker } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(worker([allow('dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/jobs')])),
  broken: only(worker([allow('dynamodb:PutItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/jobs')])),
};
