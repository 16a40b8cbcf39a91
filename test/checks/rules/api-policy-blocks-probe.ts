import { allow, api, calls, worker } from '../blocks';
import { type Example, only } from '../example';

const estate = (Statement: readonly object[]) =>
  only({ ...worker(), ...api({ health: calls('Live') }, { Policy: { Statement } }) });

export const example: Example = {
  compliant: estate([allow('execute-api:Invoke', '*', 'Allow', { Principal: '*' })]),
  broken: estate([
    allow('execute-api:Invoke', '*', 'Deny', {
      Principal: '*',
      Condition: { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24'] } },
    }),
  ]),
};
