import { worker } from '../blocks';
import { type Example, only } from '../example';

const secret = (region: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:key`;

export const example: Example = {
  compliant: only(worker([], { Environment: { Variables: { KEY: secret('eu-west-1') } } })),
  broken: only(worker([], { Environment: { Variables: { KEY: secret('us-east-1') } } })),
};
