import { allow, worker } from '../blocks';
import { type Example, only } from '../example';

const writes = (...regions: readonly string[]) =>
  only(
    worker(regions.map((region) => allow('dynamodb:PutItem', `arn:aws:dynamodb:${region}:111122223333:table/jobs`))),
  );

export const example: Example = {
  // Another replica, beside the own one, is one to fall back to.
  compliant: writes('eu-west-1', 'us-east-1'),
  broken: writes('us-east-1'),
};
