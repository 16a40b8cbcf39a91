import { worker } from '../blocks';
import { type Example, only } from '../example';

const key = (region: string) => ({
  Environment: { Variables: { KEY: `{{resolve:ssm:arn:aws:ssm:${region}:111122223333:parameter/key}}` } },
});

export const example: Example = {
  compliant: only(worker([], key('eu-west-1'))),
  broken: only(worker([], key('us-east-1'))),
};
